//! JSON with the members in the order in which they were given.
//!
//! Whether a `serde_json` map keeps that order depends on what else is part of
//! the same build; a file's bytes must not.

use std::fmt::Write;

use why1006_evidence::record::Json;

/// How long a line may be, indentation included, in characters.
const WIDTH: usize = 100;

/// A JSON value.
#[derive(Clone)]
pub(crate) enum Node {
    Null,
    Flag(bool),
    Number(f64),
    Text(String),
    List(Vec<Node>),
    Object(Vec<(&'static str, Node)>),
}

impl Node {
    /// The whole file: what fits stands on one line, everything else has a line
    /// for each member.
    pub(crate) fn file(&self) -> String {
        let mut out = String::new();
        self.put(&mut out, 0, 0);
        out.push('\n');
        out
    }

    /// `before` is what stands on the line already, beside the indentation.
    fn put(&self, out: &mut String, depth: usize, before: usize) {
        let line = self.line();
        // A comma may follow.
        let fits = 2 * depth + before + line.chars().count() < WIDTH;
        match self {
            Node::Object(fields) if !fits || depth == 0 => {
                out.push('{');
                for (at, (key, value)) in fields.iter().enumerate() {
                    new_line(out, at, depth + 1);
                    let key = format!("{}: ", quoted(key));
                    out.push_str(&key);
                    value.put(out, depth + 1, key.len());
                }
                end_line(out, depth);
                out.push('}');
            }
            Node::List(items) if !fits => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    new_line(out, at, depth + 1);
                    item.put(out, depth + 1, 0);
                }
                end_line(out, depth);
                out.push(']');
            }
            _ => out.push_str(&line),
        }
    }

    fn line(&self) -> String {
        match self {
            Node::Null => "null".into(),
            Node::Flag(flag) => flag.to_string(),
            // Whole numbers without a fraction, as browsers write them.
            Node::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
                (*number as i64).to_string()
            }
            Node::Number(number) => number.to_string(),
            Node::Text(text) => quoted(text),
            Node::List(items) => {
                let items: Vec<String> = items.iter().map(Node::line).collect();
                format!("[{}]", items.join(", "))
            }
            Node::Object(fields) if fields.is_empty() => "{}".into(),
            Node::Object(fields) => {
                let fields = fields.iter().map(|(k, v)| format!("{}: {}", quoted(k), v.line()));
                format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

fn new_line(out: &mut String, at: usize, depth: usize) {
    if at > 0 {
        out.push(',');
    }
    end_line(out, depth);
}

fn end_line(out: &mut String, depth: usize) {
    // Writing to a String cannot fail.
    let _ = write!(out, "\n{:width$}", "", width = 2 * depth);
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// For writing, as the evidence does it.
impl Json for Node {
    fn get(&self, key: &str) -> Option<Self> {
        let Node::Object(fields) = self else { return None };
        let found = fields.iter().find(|(name, _)| *name == key)?;
        Some(found.1.clone()).filter(|value| !matches!(value, Node::Null))
    }

    fn keys(&self) -> Option<Vec<String>> {
        match self {
            Node::Object(fields) => Some(fields.iter().map(|(name, _)| name.to_string()).collect()),
            _ => None,
        }
    }

    fn items(&self) -> Option<Vec<Self>> {
        match self {
            Node::List(items) => Some(items.clone()),
            _ => None,
        }
    }

    fn text(&self) -> Option<String> {
        match self {
            Node::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    fn number(&self) -> Option<f64> {
        match self {
            Node::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn flag(&self) -> Option<bool> {
        match self {
            Node::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    fn object(fields: Vec<(&'static str, Self)>) -> Self {
        Node::Object(fields)
    }

    fn list(items: Vec<Self>) -> Self {
        Node::List(items)
    }

    fn of_text(text: &str) -> Self {
        Node::Text(text.to_owned())
    }

    fn of_number(number: f64) -> Self {
        Node::Number(number)
    }

    fn of_flag(flag: bool) -> Self {
        Node::Flag(flag)
    }
}
