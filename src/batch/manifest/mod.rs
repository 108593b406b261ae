//! The manifest of a batch: which kits there are to be.
//!
//! | file | what it holds |
//! |---|---|
//! | `settings` | the keys of a kit, read one by one |
//! | `schema` | the keys and their limits, for editors |
//! | `load` | the manifest with all that it names, from files that others read |
//! | `pattern` | names with gaps: `{role}-{seniority}` |
//! | `expand` | lists of roles, levels, faces and sheets multiplied, and names that no two have |

mod expand;
mod load;
mod pattern;
mod schema;
mod settings;

use std::ops::ControlFlow;
use std::path::Path;

use toml::Spanned;
use toml::de::DeValue;

use super::document::Style;
use crate::diag::{Diagnostic, Origin, Text};
use crate::input::fields::{Fields, Item};
use crate::input::sink::{Format, Sink};
use crate::input::syntax;
use crate::input::text_rules;
use crate::input::text_rules::Rule;
use crate::kit::Blueprint;
pub use load::{ManifestFile, load};
pub use schema::schema;
use settings::Settings;

/// The number of the form of manifests this program reads.
const SCHEMA: u32 = 1;
/// Entries `[[kit]]` of a manifest.
const MOST: usize = 20_000;
/// The keys at the top of a manifest.
const KEYS: [&str; 4] = ["schema", "manifests", "defaults", "kit"];

/// What a manifest asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    /// The kits, in the order they are written: those of a file, then those of the manifests it names.
    pub kits: Vec<KitPlan>,
    /// The files of the manifests that are named, from the folder of the first.
    pub others: Vec<String>,
    /// What is wrong, from the top of the file. With an error in it the kits are not all there.
    pub findings: Vec<Diagnostic>,
}

/// A kit that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KitPlan {
    /// Its name, which no other has.
    pub name: String,
    /// The `[[kit]]` that asks for it.
    pub origin: Origin,
    /// What it must contain.
    pub blueprint: Blueprint,
    /// The files of its bank, from the folder of the first manifest; none for the built-in bank.
    pub bank: Vec<String>,
    /// The font files that are added to the bundled ones, from the folder of the first manifest.
    pub fonts: Vec<String>,
    /// What is made of it.
    pub documents: Vec<DocumentPlan>,
}

/// A document of a kit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentPlan {
    /// Its file under the folder of the batch: a safe name, that no other has.
    pub output: String,
    /// How it is set.
    pub style: Style,
}

/// A manifest, to what reads its keys.
static FORMAT: Format = Format {
    what: "a manifest",
    arrays: &["kit"],
    top_keys: &["schema", "manifests"],
    code: |code| code_of(code),
};

/// Codes of findings in a bank, and those of the same mistakes in a manifest.
#[rustfmt::skip]
const CODES: [(&str, &str); 15] = [
    ("bank::syntax", "manifest::syntax"), ("bank::duplicate-key", "manifest::duplicate-key"),
    ("bank::unknown-key", "manifest::unknown-key"), ("bank::missing-key", "manifest::missing-key"),
    ("bank::wrong-type", "manifest::wrong-type"), ("bank::out-of-range", "manifest::out-of-range"),
    ("bank::too-many", "manifest::too-many"), ("bank::empty", "manifest::empty"),
    ("bank::too-long", "manifest::too-long"), ("bank::control-character", "manifest::control-character"),
    ("bank::missing-schema", "manifest::missing-schema"), ("bank::unknown-schema", "manifest::unknown-schema"),
    ("bank::file-too-large", "manifest::file-too-large"), ("bank::not-text", "manifest::not-text"),
    ("bank::not-utf8", "manifest::not-utf8"),
];

fn code_of(code: &'static str) -> &'static str {
    CODES.iter().find(|(bank, _)| *bank == code).map_or(code, |(_, manifest)| manifest)
}

/// The tables of a manifest.
#[derive(Default)]
struct Draft {
    /// The manifests it names, as they are written.
    manifests: Vec<Text>,
    defaults: Settings,
    kits: Vec<(Settings, Origin)>,
}

impl Draft {
    /// Reads the file, which lies in the folder `base`. All files together have no more than so many `left` kits.
    fn read(&mut self, text: &str, (base, left): (&Path, usize), sink: &mut Sink) {
        // A form that is unknown ends the reading; what was read before is not used.
        let _ = syntax::each_table(text, sink, |table, first, sink| {
            let origin = sink.top();
            let top = Fields::new("the manifest", table, origin, &KEYS, sink);
            if first {
                top.schema(SCHEMA, sink)?;
                let read = |item: Item<'_>, sink: &mut Sink| text_rules::text(item, Rule::PROMPT, sink);
                self.manifests =
                    settings::list(&top, "manifests", settings::PATHS, sink, read).unwrap_or_default();
            }
            if let Some(fields) =
                top.get("defaults", sink).and_then(|item| item.fields("`[defaults]`", &settings::KEYS, sink))
            {
                self.defaults = Settings::read(&fields, base, sink);
            }
            if let Some(item) = top.get("kit", sink) {
                self.entries(item, (base, left), sink);
            }
            ControlFlow::Continue(())
        });
        tell_apart(sink);
    }

    fn entries(&mut self, item: Item<'_>, (base, left): (&Path, usize), sink: &mut Sink) {
        let Some(array) = item.value.as_array() else {
            sink.push(
                item.error("bank::wrong-type", "`kit` must be a list of tables").help("write `[[kit]]`"),
            );
            return;
        };
        for value in array {
            if self.kits.len() >= left {
                let message = format!("the manifest has more than {MOST} entries `kit`");
                let at = sink.origin(&value.span());
                sink.push(Diagnostic::error("bank::too-many", message).at(at, "the first that is too many"));
                return;
            }
            let item = entry(value, sink);
            if let Some(fields) = item.fields("a kit", &settings::KEYS, sink) {
                let before = sink.errors();
                let settings = Settings::read(&fields, base, sink);
                // What follows from a mistake is not told as well.
                if sink.errors() == before {
                    self.kits.push((settings, item.origin));
                }
            }
        }
    }
}

/// Keys that mean something elsewhere: at the top of a manifest, in a bank or on the command line.
const ELSEWHERE: [(&str, &str); 3] = [
    (
        "unknown key `include` in the manifest",
        "other manifests are named by `manifests`; `include` is a key of a `[[kit]]`",
    ),
    ("unknown key `out` in", "`output` is the key for file names here"),
    ("unknown key `prefill` in", "`prefill` is for `build` only: it fills in what is known of one candidate"),
];

/// Who writes `include` at the top of a manifest means other manifests, and not questions; and so on.
fn tell_apart(sink: &mut Sink) {
    let unknown = sink.findings.iter_mut().filter(|finding| finding.code == "manifest::unknown-key");
    for finding in unknown {
        let elsewhere = ELSEWHERE.iter().find(|(message, _)| finding.message.starts_with(message));
        if let Some((_, help)) = elsewhere {
            finding.help = Some((*help).to_owned());
        }
    }
}

fn entry<'t>(value: &'t Spanned<DeValue<'t>>, sink: &Sink) -> Item<'t> {
    Item { key: "kit", entry: true, value: value.get_ref(), origin: sink.origin(&value.span()) }
}
