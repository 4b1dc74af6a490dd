//! The JSON Schema (2020-12) of the data, written from the types themselves.
//!
//! It says exactly what [`Record::read`] takes, apart from `null`, which reads
//! as absent: members that nobody knows are ignored, and so are the tags of a
//! later version where an enum has a member for them.

use serde_json::{Map, Value, json};

use crate::{Evidence, VERSION, record::Record};

/// A JSON Schema.
pub type Schema = Value;

/// The named types met so far, each with its schema.
#[derive(Default)]
pub struct Known(Map<String, Value>);

impl Known {
    /// A reference to the type `name`, which is described when first met.
    pub fn named(
        &mut self,
        name: &'static str,
        describe: impl FnOnce(&mut Known) -> Schema,
    ) -> Schema {
        if !self.0.contains_key(name) {
            let schema = describe(self);
            self.0.insert(name.to_owned(), schema);
        }
        json!({ "$ref": format!("#/$defs/{name}") })
    }
}

/// One member of an object.
pub struct Member {
    name: &'static str,
    schema: Schema,
    required: bool,
}

/// The member `name` of type `R`; `doc` holds the lines of its comment.
pub fn member<R: Record>(known: &mut Known, name: &'static str, doc: &[&str]) -> Member {
    let mut schema = R::schema(known);
    schema["description"] = prose(doc).into();
    Member { name, schema, required: R::absent().is_none() }
}

/// An object of these members and any others.
pub fn object(doc: &[&str], members: Vec<Member>) -> Schema {
    let required: Vec<&str> = members.iter().filter(|m| m.required).map(|m| m.name).collect();
    let properties: Map<_, _> =
        members.into_iter().map(|m| (m.name.to_owned(), m.schema)).collect();
    json!({
        "description": prose(doc),
        "type": "object",
        "properties": properties,
        "required": required,
    })
}

/// A tag; `other` is what an unknown one reads as, if any may stand there.
pub fn tags(doc: &[&str], members: &[(&str, &[&str])], other: Option<&str>) -> Schema {
    let mut choices: Vec<Schema> = members
        .iter()
        .map(|(tag, doc)| json!({ "const": tag, "description": prose(doc) }))
        .collect();
    if let Some(other) = other {
        let description = format!("A tag of a later version; it reads as `{other}`.");
        choices.push(json!({ "description": description }));
    }
    json!({ "description": prose(doc), "type": "string", "anyOf": choices })
}

/// The schema of [`Evidence`] as a whole document.
pub fn evidence() -> Schema {
    let mut known = Known::default();
    let Value::Object(mut document) = Evidence::schema(&mut known) else {
        unreachable!("a record is described by an object");
    };
    let mut defs = known.0;
    defs["Evidence"]["properties"]["version"]["const"] = VERSION.into();
    document.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
    document.insert("$id".into(), format!("urn:why1006:evidence:{VERSION}").into());
    document.insert("title".into(), "Evidence of one run of Why1006".into());
    document.insert("$defs".into(), defs.into());
    document.into()
}

/// The lines of a comment as one text, without the brackets of its links.
fn prose(doc: &[&str]) -> String {
    let lines: Vec<&str> = doc.iter().map(|line| line.trim()).collect();
    lines.join(" ").replace("[`", "`").replace("`]", "`")
}
