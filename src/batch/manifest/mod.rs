//! The manifest of a batch: which kits there are to be.
//!
//! | file | what it holds |
//! |---|---|
//! | `settings` | the keys of a kit, read one by one |
//! | `pattern` | names with gaps: `{role}-{seniority}` |
//! | `expand` | lists of roles, levels, faces and sheets multiplied, and names that no two have |

mod expand;
mod pattern;
mod settings;

use std::ops::ControlFlow;

use toml::Spanned;
use toml::de::DeValue;

use super::document::Style;
use crate::bank::fields::{Fields, Item};
use crate::bank::sink::{Format, Sink};
use crate::bank::{BankFile, decode, syntax};
use crate::diag::{Diagnostic, Origin, Sources};
use crate::kit::Blueprint;
use expand::Kits;
use settings::Settings;

/// The number of the form of manifests this program reads.
const SCHEMA: u32 = 1;
/// Entries `[[kit]]` of a manifest.
const MOST: usize = 20_000;

/// What a manifest asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    /// The kits, in the order they are written.
    pub kits: Vec<KitPlan>,
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
    /// The files of its bank, as they are written; none for the built-in bank.
    pub bank: Vec<String>,
    /// The font files that are added to the bundled ones, as they are written.
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
static FORMAT: Format =
    Format { what: "a manifest", arrays: &["kit"], top_keys: &["schema"], code: |code| code_of(code) };

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

/// Reads a manifest and reports all that is wrong with it. Its text goes to `sources`.
#[must_use]
pub fn load(file: BankFile, sources: &mut Sources) -> Manifest {
    let (mut sink, readable) = decode::decode(file, &FORMAT, sources);
    let mut draft = Draft::default();
    if readable {
        draft.read(&sources.file(sink.file).text, &mut sink);
    }
    let errors = sink.errors();
    let mut kits = Kits::default();
    for (settings, origin) in draft.kits {
        kits.add(&settings.over(&draft.defaults), origin, &mut sink);
    }
    if kits.plans.is_empty() && errors == 0 && sink.errors() == 0 {
        let finding = Diagnostic::error("manifest::no-kit", "the manifest asks for no kit");
        sink.push(finding.at(sink.top(), "").help("write a `[[kit]]` for each, with a `role`"));
    }
    Diagnostic::sort_by_place(&mut sink.findings);
    Manifest { kits: kits.plans, findings: sink.findings }
}

/// The tables of a manifest.
#[derive(Default)]
struct Draft {
    defaults: Settings,
    kits: Vec<(Settings, Origin)>,
}

impl Draft {
    fn read(&mut self, text: &str, sink: &mut Sink) {
        // A form that is unknown ends the reading; what was read before is not used.
        let _ = syntax::each_table(text, sink, |table, first, sink| {
            let origin = sink.top();
            let top = Fields::new("the manifest", table, origin, &["schema", "defaults", "kit"], sink);
            if first {
                top.schema(SCHEMA, sink)?;
            }
            if let Some(fields) =
                top.get("defaults", sink).and_then(|item| item.fields("`[defaults]`", &settings::KEYS, sink))
            {
                self.defaults = Settings::read(&fields, sink);
            }
            if let Some(item) = top.get("kit", sink) {
                self.entries(item, sink);
            }
            ControlFlow::Continue(())
        });
    }

    fn entries(&mut self, item: Item<'_>, sink: &mut Sink) {
        let Some(array) = item.value.as_array() else {
            sink.push(
                item.error("bank::wrong-type", "`kit` must be a list of tables").help("write `[[kit]]`"),
            );
            return;
        };
        for value in array {
            if self.kits.len() >= MOST {
                let message = format!("the manifest has more than {MOST} entries `kit`");
                let at = sink.origin(&value.span());
                sink.push(Diagnostic::error("bank::too-many", message).at(at, "the first that is too many"));
                return;
            }
            let item = entry(value, sink);
            if let Some(fields) = item.fields("a kit", &settings::KEYS, sink) {
                let before = sink.errors();
                let settings = Settings::read(&fields, sink);
                // What follows from a mistake is not told as well.
                if sink.errors() == before {
                    self.kits.push((settings, item.origin));
                }
            }
        }
    }
}

fn entry<'t>(value: &'t Spanned<DeValue<'t>>, sink: &Sink) -> Item<'t> {
    Item { key: "kit", entry: true, value: value.get_ref(), origin: sink.origin(&value.span()) }
}
