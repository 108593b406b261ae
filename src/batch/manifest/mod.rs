//! The manifest of a batch: the kits to make.
//!
//! | file | what it holds |
//! |---|---|
//! | `settings` | the keys of a kit, read one by one |
//! | `schema` | the keys and their limits, for editors |
//! | `load` | a manifest and those it names, read through a callback |
//! | `max_exposure` | the bound on the number of kits that a question may stand in |
//! | `name_pattern` | patterns of names: `{role}-{seniority}` |
//! | `expand` | expands lists of roles, levels, faces and papers, and keeps names unique |

mod expand;
mod load;
mod max_exposure;
mod name_pattern;
mod schema;
mod settings;

use std::ops::ControlFlow;
use std::path::Path;

use toml::Spanned;
use toml::de::DeValue;

use crate::bank::limits;
use crate::compose::document_settings::Style;
use crate::diag::codes;
use crate::diag::{Diagnostic, Origin, Text};
use crate::input::fields::{Fields, Item};
use crate::input::format::{FaultCodes, Format, Misplaced};
use crate::input::sink::Sink;
use crate::input::syntax;
use crate::input::text_rules;
use crate::kit::Blueprint;
pub use load::{ManifestFile, load};
pub use max_exposure::MaxExposure;
pub use schema::schema;
use settings::Settings;
pub(crate) use settings::{MINUTES, OPENING_MINUTES};

/// The number of the form of manifests this program reads.
const SCHEMA: u32 = 1;
/// The most `[[kit]]` entries of a manifest.
const MAX_KIT_ENTRIES: usize = 20_000;
/// The keys at the top of a manifest.
const KEYS: [&str; 5] = ["schema", "manifests", "max-exposure", "defaults", "kit"];

/// The kits that a manifest asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    /// The kits, in the order they are written: those of a file, then those of the manifests it names.
    pub kits: Vec<KitPlan>,
    /// The files of the manifests that are named, from the folder of the first.
    pub others: Vec<String>,
    /// The bounds on the number of kits that a question may stand in, one for each manifest that sets one.
    pub max_exposure: Vec<MaxExposure>,
    /// The findings, from the top of the file. With an error among them, some kits are missing.
    pub findings: Vec<Diagnostic>,
}

impl Manifest {
    /// Returns the greatest number of kits that a question may stand in, if the manifest bounds it. A share of the kits
    /// is rounded down, to one kit at least; of several bounds the smallest holds.
    #[must_use]
    pub fn exposure_bound(&self) -> Option<usize> {
        let kits = self.kits.len();
        let bound = |bound: &MaxExposure| match bound {
            MaxExposure::Kits(count) => *count as usize,
            MaxExposure::Percent(percent) => (kits * *percent as usize / 100).max(1),
        };
        self.max_exposure.iter().map(bound).min()
    }
}

/// A kit that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KitPlan {
    /// Its unique name.
    pub name: String,
    /// The `[[kit]]` that asks for it.
    pub origin: Origin,
    /// The requirements for its questions.
    pub blueprint: Blueprint,
    /// The files of its bank, from the folder of the first manifest, or the name of the built-in bank; none for the
    /// built-in bank.
    pub bank: Vec<String>,
    /// The files laid over the bank, from the folder of the first manifest.
    pub added: Vec<String>,
    /// The font files that are added to the bundled ones, from the folder of the first manifest.
    pub fonts: Vec<String>,
    /// The kits and locks whose questions are left out, from the folder of the first manifest.
    pub not_in: Vec<String>,
    /// The documents to make of it.
    pub documents: Vec<DocumentPlan>,
}

/// A document of a kit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentPlan {
    /// Its file under the folder of the batch, a safe and unique name.
    pub output: String,
    /// Its settings.
    pub style: Style,
}

/// The format of manifests.
static FORMAT: Format = Format {
    what: "a manifest",
    arrays: &["kit"],
    top_keys: &["schema", "manifests", "max-exposure"],
    misplaced: &[
        Misplaced {
            key: "include",
            table: Some(TOP),
            help: "use `manifests` to name other manifests; `include` is a key of a `[[kit]]`",
            meant: Some("manifests"),
        },
        Misplaced { key: "out", table: None, help: "use `output` for file names", meant: Some("output") },
        Misplaced {
            key: "prefill",
            table: None,
            help: "`prefill` works with `build` only: it fills in the details of one interview",
            meant: None,
        },
    ],
    codes: FaultCodes {
        syntax: &codes::manifest::SYNTAX,
        duplicate_key: &codes::manifest::DUPLICATE_KEY,
        unknown_key: &codes::manifest::UNKNOWN_KEY,
        missing_key: &codes::manifest::MISSING_KEY,
        unknown_schema: &codes::manifest::UNKNOWN_SCHEMA,
        wrong_type: &codes::manifest::WRONG_TYPE,
        out_of_range: &codes::manifest::OUT_OF_RANGE,
        too_many_entries: &codes::manifest::TOO_MANY_ENTRIES,
        empty_value: &codes::manifest::EMPTY_VALUE,
        too_long: &codes::manifest::TOO_LONG,
        control_character: &codes::manifest::CONTROL_CHARACTER,
        file_too_large: &codes::manifest::FILE_TOO_LARGE,
        not_text: &codes::manifest::NOT_TEXT,
        not_utf8: &codes::manifest::NOT_UTF8,
        not_toml: &codes::manifest::NOT_TOML,
    },
};

/// The top of a manifest, as findings call it.
const TOP: &str = "the manifest";

/// The tables of a manifest.
#[derive(Default)]
struct ManifestDraft {
    /// The manifests it names, as they are written.
    manifests: Vec<Text>,
    max_exposure: Option<MaxExposure>,
    defaults: Settings,
    kits: Vec<(Settings, Origin)>,
}

impl ManifestDraft {
    /// Reads the file, which lies in the folder `base`. Reads at most `left` kits.
    fn read(&mut self, text: &str, (base, left): (&Path, usize), sink: &mut Sink) {
        // A form that is unknown ends the reading; what was read before is not used.
        let _ = syntax::read_tables(text, sink, |table, first, sink| {
            let origin = sink.top();
            let top = Fields::new(TOP, table, origin, &KEYS, sink);
            if first {
                top.check_schema(SCHEMA, sink)?;
                let read =
                    |item: Item<'_>, sink: &mut Sink| text_rules::read_text(item, limits::PROMPT_RULE, sink);
                self.manifests =
                    settings::list(&top, "manifests", settings::MAX_PATHS, sink, read).unwrap_or_default();
            }
            if let Some(item) = top.get("max-exposure", sink) {
                self.max_exposure = MaxExposure::read(item, sink);
            }
            if let Some(fields) = top
                .get("defaults", sink)
                .and_then(|item| item.fields("`[defaults]`", &settings::setting_keys(), sink))
            {
                self.defaults = Settings::read(&fields, base, sink);
            }
            if let Some(item) = top.get("kit", sink) {
                self.entries(item, (base, left), sink);
            }
            ControlFlow::Continue(())
        });
    }

    fn entries(&mut self, item: Item<'_>, (base, left): (&Path, usize), sink: &mut Sink) {
        let Some(array) = item.value.as_array() else {
            sink.push(
                item.error(&codes::manifest::WRONG_TYPE, "`kit` must be a list of tables")
                    .help("write `[[kit]]`"),
            );
            return;
        };
        for value in array {
            if self.kits.len() >= left {
                let message = format!("the manifest has more than {MAX_KIT_ENTRIES} `[[kit]]`");
                let at = sink.origin(&value.span());
                sink.push(
                    Diagnostic::error(&codes::manifest::TOO_MANY_ENTRIES, message)
                        .at(at, "the first one over the limit"),
                );
                return;
            }
            let item = entry(value, sink);
            if let Some(fields) = item.fields("a kit", &settings::setting_keys(), sink) {
                let before = sink.error_count();
                let settings = Settings::read(&fields, base, sink);
                // Errors that follow from a mistake are not reported.
                if sink.error_count() == before {
                    self.kits.push((settings, item.origin));
                }
            }
        }
    }
}

fn entry<'t>(value: &'t Spanned<DeValue<'t>>, sink: &Sink) -> Item<'t> {
    Item { key: "kit", is_entry: true, value: value.get_ref(), origin: sink.origin(&value.span()) }
}
