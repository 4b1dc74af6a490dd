//! The browser's own JSON values as [`Json`].

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use why1006_evidence::record::{Json, Record};

use crate::js;

/// A value that the browser holds.
pub struct Held(JsValue);

/// Reads JSON text; `None` if it is none, or of another shape.
pub fn read<R: Record>(text: &str) -> Option<R> {
    R::read(&Held(JSON::parse(text).ok()?))
}

/// Parses JSON text.
///
/// # Errors
/// The browser's own sentence, which in some names the place.
pub fn parse(text: &str) -> Result<Held, String> {
    let said = |thrown| js::get(&thrown, "message").as_string().unwrap_or_default();
    JSON::parse(text).map(Held).map_err(said)
}

/// Reads what the browser has parsed.
pub fn read_value<R: Record>(value: JsValue) -> Option<R> {
    R::read(&Held(value))
}

/// Writes JSON text; `indent` spaces for a reader, 0 for a machine.
pub fn write<R: Record>(record: &R, indent: u32) -> String {
    let Held(value) = record.write();
    let text = JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &indent.into());
    text.ok().and_then(|t| t.as_string()).unwrap_or_default()
}

impl Json for Held {
    #[inline(never)]
    fn get(&self, key: &str) -> Option<Self> {
        let found = js::get(&self.0, key);
        (!found.is_undefined() && !found.is_null()).then_some(Held(found))
    }

    fn keys(&self) -> Option<Vec<String>> {
        let object: &Object = self.0.dyn_ref()?;
        if Array::is_array(object) {
            return None;
        }
        Some(Object::keys(object).iter().filter_map(|key| key.as_string()).collect())
    }

    fn items(&self) -> Option<Vec<Self>> {
        let array: &Array = self.0.dyn_ref()?;
        Some(array.iter().map(Held).collect())
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn flag(&self) -> Option<bool> {
        self.0.as_bool()
    }

    #[inline(never)]
    fn object(fields: Vec<(&'static str, Self)>) -> Self {
        let object = Object::new();
        for (key, Held(value)) in fields {
            // Setting a member of a new plain object cannot fail.
            let _ = Reflect::set(&object, &key.into(), &value);
        }
        Held(object.into())
    }

    fn list(items: Vec<Self>) -> Self {
        Held(items.into_iter().map(|Held(item)| item).collect::<Array>().into())
    }

    fn of_text(text: &str) -> Self {
        Held(text.into())
    }

    fn of_number(number: f64) -> Self {
        Held(number.into())
    }

    fn of_flag(flag: bool) -> Self {
        Held(flag.into())
    }
}
