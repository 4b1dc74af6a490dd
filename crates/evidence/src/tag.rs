//! Enums whose members are stable, readable tags in files and links.

/// Declares a fieldless enum whose members have stable string tags.
///
/// Gives `ALL`, `as_str`, `from_tag`, `Display` and serde as the tag. With
/// `else Member`, an unknown tag (written by a later version) reads as that
/// member; without it, an unknown tag is an error.
#[macro_export]
macro_rules! tags {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $( $(#[$doc:meta])* $member:ident = $tag:literal ),+ $(,)?
        }
        $(else $other:ident)?
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $( $(#[$doc])* $member ),+ }

        impl $name {
            /// Every member, in the order of declaration.
            pub const ALL: &'static [$name] = &[ $( $name::$member ),+ ];

            /// The stable tag, as it stands in files and links.
            pub const fn as_str(self) -> &'static str {
                match self { $( $name::$member => $tag ),+ }
            }

            /// The member with this tag, if there is one.
            pub fn from_tag(tag: &str) -> Option<$name> {
                Self::ALL.iter().copied().find(|m| m.as_str() == tag)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let tag = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(d)?;
                $crate::tags!(@read $name, tag $(, $other)?)
            }
        }
    };
    (@read $name:ident, $tag:ident) => {
        $name::from_tag(&$tag).ok_or_else(|| {
            serde::de::Error::custom(format_args!(
                "`{}` is no {} this version knows", $tag, stringify!($name)
            ))
        })
    };
    (@read $name:ident, $tag:ident, $other:ident) => {
        Ok($name::from_tag(&$tag).unwrap_or($name::$other))
    };
}
