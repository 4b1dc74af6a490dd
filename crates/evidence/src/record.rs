//! Plain data as JSON, whoever holds the JSON.
//!
//! In the page it is the browser's own values, outside it is `serde_json`.
//! Derived serde code for the same types was 15 kB of brotli in the wasm; this
//! is a third of it, and both sides run the same lines.

#[cfg(feature = "json")]
use serde_json::json;

#[cfg(feature = "json")]
use crate::schema::{Known, Schema};

/// A JSON value. `null` counts as absent everywhere.
pub trait Json: Sized {
    /// The member `key` of an object.
    fn get(&self, key: &str) -> Option<Self>;
    /// The names of all members; `None` if it is no object.
    fn keys(&self) -> Option<Vec<String>>;
    /// The items of an array.
    fn items(&self) -> Option<Vec<Self>>;
    /// A string.
    fn text(&self) -> Option<String>;
    /// A number.
    fn number(&self) -> Option<f64>;
    /// A boolean.
    fn flag(&self) -> Option<bool>;
    /// Makes an object.
    fn object(fields: Vec<(&'static str, Self)>) -> Self;
    /// Makes an array.
    fn list(items: Vec<Self>) -> Self;
    /// Makes a string.
    fn of_text(text: &str) -> Self;
    /// Makes a number.
    fn of_number(number: f64) -> Self;
    /// Makes a boolean.
    fn of_flag(flag: bool) -> Self;
}

/// Data that can be written as JSON and read back.
pub trait Record: Sized {
    /// Reads it; `None` if the value is of another shape.
    fn read<J: Json>(json: &J) -> Option<Self>;
    /// Writes it.
    fn write<J: Json>(&self) -> J;
    /// What it is where the member is absent; `None` if it has to be there.
    fn absent() -> Option<Self> {
        None
    }
    /// True where writing it would say nothing.
    fn is_absent(&self) -> bool {
        false
    }
    /// Its JSON Schema; the named types that it uses are added to `known`.
    #[cfg(feature = "json")]
    fn schema(known: &mut Known) -> Schema;
}

/// What a macro writes only where this crate has its feature `json`. A `cfg`
/// in the macro itself would ask for the feature of the crate that uses it.
#[cfg(feature = "json")]
#[doc(hidden)]
#[macro_export]
macro_rules! if_json {
    ($($items:tt)*) => { $($items)* };
}

/// Without the feature nothing is written: no schema goes into the wasm.
#[cfg(not(feature = "json"))]
#[doc(hidden)]
#[macro_export]
macro_rules! if_json {
    ($($items:tt)*) => {};
}

/// Declares a struct of public fields and its [`Record`].
#[macro_export]
macro_rules! record {
    (
        $(#[doc = $about:literal])*
        pub struct $name:ident {
            $( $(#[doc = $doc:literal])* pub $field:ident : $type:ty ),+ $(,)?
        }
    ) => {
        $(#[doc = $about])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name { $( $(#[doc = $doc])* pub $field: $type ),+ }

        impl $crate::record::Record for $name {
            fn read<J: $crate::record::Json>(json: &J) -> Option<Self> {
                Some($name { $( $field: $crate::record::read(json, stringify!($field))? ),+ })
            }

            fn write<J: $crate::record::Json>(&self) -> J {
                let mut fields = Vec::new();
                $( $crate::record::write(&mut fields, stringify!($field), &self.$field); )+
                J::object(fields)
            }

            $crate::if_json! {
                fn schema(known: &mut $crate::schema::Known) -> $crate::schema::Schema {
                    known.named(stringify!($name), |known| $crate::schema::object(
                        &[ $( $about ),* ],
                        vec![ $( $crate::schema::member::<$type>(
                            known, stringify!($field), &[ $( $doc ),* ],
                        ) ),+ ],
                    ))
                }
            }
        }
    };
}

/// Reads one member of an object.
#[inline(never)]
pub fn read<J: Json, R: Record>(json: &J, key: &str) -> Option<R> {
    match json.get(key) {
        Some(found) => R::read(&found),
        None => R::absent(),
    }
}

/// Writes one member of an object, unless that would say nothing.
#[inline(never)]
pub fn write<J: Json, R: Record>(
    fields: &mut Vec<(&'static str, J)>,
    key: &'static str,
    value: &R,
) {
    if !value.is_absent() {
        fields.push((key, value.write()));
    }
}

impl Record for String {
    fn read<J: Json>(json: &J) -> Option<Self> {
        json.text()
    }

    fn write<J: Json>(&self) -> J {
        J::of_text(self)
    }

    #[cfg(feature = "json")]
    fn schema(_: &mut Known) -> Schema {
        json!({ "type": "string" })
    }

    fn absent() -> Option<Self> {
        Some(String::new())
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl Record for bool {
    fn read<J: Json>(json: &J) -> Option<Self> {
        json.flag()
    }

    fn write<J: Json>(&self) -> J {
        J::of_flag(*self)
    }

    #[cfg(feature = "json")]
    fn schema(_: &mut Known) -> Schema {
        json!({ "type": "boolean" })
    }

    fn absent() -> Option<Self> {
        Some(false)
    }

    fn is_absent(&self) -> bool {
        !*self
    }
}

impl Record for f64 {
    fn read<J: Json>(json: &J) -> Option<Self> {
        json.number()
    }

    fn write<J: Json>(&self) -> J {
        J::of_number(*self)
    }

    #[cfg(feature = "json")]
    fn schema(_: &mut Known) -> Schema {
        json!({ "type": "number" })
    }
}

/// Numbers outside the range or with a fraction are of another shape.
macro_rules! integers {
    ($($type:ty)+) => { $(
        impl Record for $type {
            fn read<J: Json>(json: &J) -> Option<Self> {
                let number = json.number()?;
                let value = number as $type;
                (f64::from(value) == number).then_some(value)
            }

            fn write<J: Json>(&self) -> J {
                J::of_number(f64::from(*self))
            }

            #[cfg(feature = "json")]
            fn schema(_: &mut Known) -> Schema {
                json!({ "type": "integer", "minimum": <$type>::MIN, "maximum": <$type>::MAX })
            }
        }
    )+ };
}
integers!(u16 u32 i32);

impl<R: Record> Record for Option<R> {
    fn read<J: Json>(json: &J) -> Option<Self> {
        R::read(json).map(Some)
    }

    fn write<J: Json>(&self) -> J {
        match self {
            Some(value) => value.write(),
            // Never reached through `write`, which leaves absent members out.
            None => J::list(Vec::new()),
        }
    }

    #[cfg(feature = "json")]
    fn schema(known: &mut Known) -> Schema {
        R::schema(known)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<R: Record> Record for Vec<R> {
    fn read<J: Json>(json: &J) -> Option<Self> {
        json.items()?.iter().map(R::read).collect()
    }

    fn write<J: Json>(&self) -> J {
        J::list(self.iter().map(R::write).collect())
    }

    #[cfg(feature = "json")]
    fn schema(known: &mut Known) -> Schema {
        json!({ "type": "array", "items": R::schema(known) })
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

#[cfg(feature = "json")]
mod native {
    use serde_json::{Map, Value};

    use super::Json;

    impl Json for Value {
        fn get(&self, key: &str) -> Option<Self> {
            Value::get(self, key).filter(|v| !v.is_null()).cloned()
        }

        fn keys(&self) -> Option<Vec<String>> {
            self.as_object().map(|members| members.keys().cloned().collect())
        }

        fn items(&self) -> Option<Vec<Self>> {
            self.as_array().cloned()
        }

        fn text(&self) -> Option<String> {
            self.as_str().map(str::to_owned)
        }

        fn number(&self) -> Option<f64> {
            self.as_f64()
        }

        fn flag(&self) -> Option<bool> {
            self.as_bool()
        }

        fn object(fields: Vec<(&'static str, Self)>) -> Self {
            Value::Object(fields.into_iter().map(|(k, v)| (k.to_owned(), v)).collect::<Map<_, _>>())
        }

        fn list(items: Vec<Self>) -> Self {
            Value::Array(items)
        }

        fn of_text(text: &str) -> Self {
            text.into()
        }

        /// Whole numbers are written without a fraction, as browsers do.
        fn of_number(number: f64) -> Self {
            match number.fract() == 0.0 && number.abs() < 9e15 {
                true => (number as i64).into(),
                false => number.into(),
            }
        }

        fn of_flag(flag: bool) -> Self {
            flag.into()
        }
    }
}
