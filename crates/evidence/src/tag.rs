//! Enums whose members are stable, readable tags in files and links.

/// Declares a fieldless enum whose members have stable string tags.
///
/// Gives `ALL`, `as_str`, `from_tag`, `Display`, the tag as JSON and, with the
/// feature `json`, its schema. With `else Member`, an unknown tag (written by a
/// later version) reads as that member; without it, an unknown tag is an error.
#[macro_export]
macro_rules! tags {
    (
        $(#[doc = $about:literal])*
        $vis:vis enum $name:ident {
            $( $(#[doc = $doc:literal])* $member:ident = $tag:literal ),+ $(,)?
        }
        $(else $other:ident)?
    ) => {
        $(#[doc = $about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $( $(#[doc = $doc])* $member ),+ }

        impl $name {
            /// Every member, in the order of declaration.
            pub const ALL: &'static [$name] = &[ $( $name::$member ),+ ];

            /// The stable tag, as it stands in files and links.
            pub const fn as_str(self) -> &'static str {
                $crate::scan::line(Self::TAGS, self as usize)
            }

            /// All tags, one in a line.
            const TAGS: &'static str = concat!($( $tag, "\n" ),+);

            /// The member with this tag, if there is one.
            pub fn from_tag(tag: &str) -> Option<$name> {
                let row = $crate::scan::parts(Self::TAGS, b"\n").position(|line| line == tag);
                Self::ALL.get(row?).copied()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::record::Record for $name {
            fn read<J: $crate::record::Json>(json: &J) -> Option<Self> {
                let tag = json.text()?;
                $crate::tags!(@read $name, tag $(, $other)?)
            }

            fn write<J: $crate::record::Json>(&self) -> J {
                J::of_text(self.as_str())
            }

            $crate::if_json! {
                fn schema(known: &mut $crate::schema::Known) -> $crate::schema::Schema {
                    known.named(stringify!($name), |_| $crate::schema::tags(
                        &[ $( $about ),* ],
                        &[ $( ($tag, &[ $( $doc ),* ]) ),+ ],
                        $crate::tags!(@other $name $(, $other)?),
                    ))
                }
            }
        }
    };
    (@read $name:ident, $tag:ident) => {
        $name::from_tag(&$tag)
    };
    (@read $name:ident, $tag:ident, $other:ident) => {
        Some($name::from_tag(&$tag).unwrap_or($name::$other))
    };
    (@other $name:ident) => {
        None
    };
    (@other $name:ident, $other:ident) => {
        Some($name::$other.as_str())
    };
}
