//! Expands settings to kits: a kit for every role and level of the lists, and a document of it for every face and
//! paper. Kit names and document files are unique.

use std::collections::HashMap;

use super::name_pattern::NamePattern;
use super::settings::{SeedSetting, Settings};
use super::{DocumentPlan, KitPlan};
use crate::bank::Seniority;
use crate::bank::limits;
use crate::batch::names;
use crate::compose::document_settings::{DOCUMENT_SETTINGS, Style};
use crate::diag::codes::{self, Code};
use crate::diag::{Diagnostic, Origin};
use crate::input::hints::quoted;
use crate::input::sink::Sink;
use crate::kit::{Blueprint, Seed};

/// The greatest length of the name of a kit.
const KIT_NAME_MAX_CHARS: usize = 100;
/// The most documents of a manifest.
const MAX_DOCUMENTS: usize = 100_000;

/// The kits of a manifest in the making.
#[derive(Default)]
pub(super) struct Kits {
    pub(super) plans: Vec<KitPlan>,
    names: HashMap<String, Origin>,
    files: HashMap<String, Origin>,
    /// The folders that documents are in.
    folders: HashMap<String, Origin>,
    is_full: bool,
}

impl Kits {
    /// Adds the kits that one `[[kit]]` at `origin` makes.
    pub(super) fn add(&mut self, settings: &Settings, origin: Origin, sink: &mut Sink) {
        let roles = options(settings.role.as_deref());
        let levels = options(settings.seniority.as_deref());
        for role in &roles {
            for levels in &levels {
                let blueprint = blueprint(settings, role.as_deref(), levels.as_deref());
                self.add_kit(settings, blueprint, origin, sink);
            }
        }
    }

    fn add_kit(&mut self, settings: &Settings, mut blueprint: Blueprint, origin: Origin, sink: &mut Sink) {
        let pattern = settings.name.clone().unwrap_or_else(NamePattern::default_kit_name);
        let at = pattern.origin.unwrap_or(origin);
        if settings.seed == Some(SeedSetting::ByName) && pattern.has("seed") {
            let message = "the name has `{seed}`, but the seed is derived from the name";
            let help = "take `{seed}` out of `name`, or give a number as `seed`";
            sink.push(Diagnostic::error(&codes::manifest::BAD_PATTERN, message).at(at, "").help(help));
            return;
        }
        let name = pattern.fill(|gap| placeholder_value(gap, &blueprint));
        if settings.seed == Some(SeedSetting::ByName) {
            blueprint.seed = Seed::ByName(name.clone());
        }
        if name.is_empty() || name.chars().count() > KIT_NAME_MAX_CHARS || !name.chars().all(is_plain) {
            let message = format!("{} cannot be the name of a kit", quoted(&name));
            let help = format!("a name has 1 to {KIT_NAME_MAX_CHARS} letters, digits and `-_.`");
            sink.push(Diagnostic::error(&codes::manifest::BAD_NAME, message).at(at, "").help(help));
            return;
        }
        if let Some(first) = self.names.insert(names::collision_key(&name), origin) {
            sink.push(
                report_duplicate(&codes::manifest::DUPLICATE_NAME, format!("two kits have the name {}", quoted(&name)), origin, first)
                    .help("give each kit its own `name`, or use `{role}`, `{seniority}`, `{minutes}` and `{seed}` in it"),
            );
            return;
        }
        let pattern = settings.output.clone().unwrap_or_else(NamePattern::default_file_name);
        let mut documents = Vec::new();
        for style in styles(settings) {
            let output = pattern.fill(|gap| match gap {
                "name" => name.clone(),
                "face" => style.face.key().to_owned(),
                "paper" => style.paper.key().to_owned(),
                _ => placeholder_value(gap, &blueprint),
            });
            if self.reserve(&output, pattern.origin.unwrap_or(origin), origin, sink) {
                documents.push(DocumentPlan { output, style });
            }
        }
        let bank = settings.bank.clone().unwrap_or_default();
        let fonts = settings.font.clone().unwrap_or_default();
        let added = settings.add.clone().unwrap_or_default();
        let not_in = settings.not_in.clone().unwrap_or_default();
        self.plans.push(KitPlan { name, origin, blueprint, bank, added, fonts, not_in, documents });
    }

    /// Reserves a file name. Returns false and reports it if the name is not allowed or not free.
    fn reserve(&mut self, output: &str, at: Origin, origin: Origin, sink: &mut Sink) -> bool {
        if self.files.len() >= MAX_DOCUMENTS {
            if !self.is_full {
                let message = format!("the manifest asks for more than {MAX_DOCUMENTS} documents");
                sink.push(
                    Diagnostic::error(&codes::manifest::TOO_MANY_DOCUMENTS, message)
                        .at(origin, "the first one over the limit"),
                );
            }
            self.is_full = true;
            return false;
        }
        if let Some(fault) = names::find_fault(output) {
            let message = format!("the file name {} {fault}", quoted(output));
            sink.push(Diagnostic::error(&codes::manifest::BAD_OUTPUT, message).at(at, ""));
            return false;
        }
        if let Some((clash, first)) = self.find_folder_clash(output) {
            let message = format!("{} is both a document and the folder of another", quoted(clash.as_str()));
            let finding = report_duplicate(&codes::manifest::DUPLICATE_OUTPUT, message, origin, first);
            sink.push(finding.help("change `output` so that no folder has the name of a document"));
            return false;
        }
        self.folders.extend(names::folder_keys(output).map(|key| (key, origin)));
        let Some(first) = self.files.insert(names::collision_key(output), origin) else { return true };
        let finding = report_duplicate(
            &codes::manifest::DUPLICATE_OUTPUT,
            format!("two documents have the file name {}", quoted(output)),
            origin,
            first,
        );
        sink.push(finding.help(
            "use `{name}`, `{face}` and `{paper}` in `output` so that each document gets its own name",
        ));
        false
    }
}

impl Kits {
    /// Returns the name that is a folder of one document and the file of another, and the kit of the other.
    fn find_folder_clash(&self, output: &str) -> Option<(String, Origin)> {
        if let Some(first) = self.folders.get(&names::collision_key(output)) {
            return Some((output.to_owned(), *first));
        }
        let folders = output.match_indices('/').map(|(at, _)| &output[..at]);
        let clash = |folder: &str| {
            let first = self.files.get(&names::collision_key(folder))?;
            Some((folder.to_owned(), *first))
        };
        folders.into_iter().find_map(clash)
    }
}

/// Returns the style of every document of a kit: one for each combination of the values given.
fn styles(settings: &Settings) -> Vec<Style> {
    let mut styles = vec![Style::default()];
    for setting in &DOCUMENT_SETTINGS {
        let Some(values) = settings.document.get(setting.key) else { continue };
        let with_value = |style: &Style, value: &String| {
            let mut style = style.clone();
            // The reader of the manifest lets no other value through.
            (setting.set)(&mut style, value).map(|()| style)
        };
        styles = styles
            .iter()
            .flat_map(|style| values.iter().filter_map(move |value| with_value(style, value)))
            .collect();
    }
    styles
}

/// Returns the finding of a duplicate, with one place only if the same entry makes both.
fn report_duplicate(code: &'static Code, message: String, second: Origin, first: Origin) -> Diagnostic {
    if second == first {
        return Diagnostic::error(code, message).at(second, "both come from here");
    }
    Diagnostic::error(code, message).at(second, "again here").at(first, "first here")
}

/// Returns the entries of a list, or a single `None` without a list.
fn options<T: Clone>(list: Option<&[T]>) -> Vec<Option<T>> {
    list.map_or_else(|| vec![None], |list| list.iter().cloned().map(Some).collect())
}

/// Returns true if a kit name may contain the character.
fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || "-_.".contains(c)
}

/// Returns the value of a placeholder that both kit and file names may have.
fn placeholder_value(gap: &str, blueprint: &Blueprint) -> String {
    match gap {
        // Roles are looked up in the bank later. Here a name, such as `Python developer`, becomes what looks like an
        // id, and an unknown role must not spoil a file name.
        "role" => {
            let part = |role: &String| -> String {
                let letters = role.trim().chars().flat_map(char::to_lowercase).take(limits::ID_MAX_CHARS);
                letters.map(|c| if is_plain(c) { c } else { '-' }).collect()
            };
            blueprint.role.as_ref().map_or_else(|| "interview".to_owned(), part)
        }
        "seniority" if blueprint.seniority.is_empty() => "any".to_owned(),
        "seniority" => blueprint.levels().iter().map(|level| level.key()).collect::<Vec<_>>().join("-"),
        "minutes" => {
            blueprint.interview_minutes().map_or_else(|| "open".to_owned(), |minutes| minutes.to_string())
        }
        _ => {
            // The seed depends on the id of the role, which `{role}` most likely is.
            let role = blueprint.role.is_some().then(|| placeholder_value("role", blueprint));
            Blueprint { role, ..blueprint.clone() }.seed_number().to_string()
        }
    }
}

/// Returns the requirements for the questions of a kit.
fn blueprint(settings: &Settings, role: Option<&str>, levels: Option<&[Seniority]>) -> Blueprint {
    let plain = Blueprint::default();
    Blueprint {
        role: role.map(str::to_owned),
        categories: settings.category.clone().unwrap_or_default(),
        kinds: settings.kind.clone().unwrap_or_default(),
        seniority: levels.unwrap_or_default().to_vec(),
        tags: settings.tag.clone().unwrap_or_default(),
        count: settings.count,
        minutes: settings.minutes,
        opening: settings.opening.unwrap_or(plain.opening),
        closing: settings.closing.unwrap_or(plain.closing),
        include: settings.include.clone().unwrap_or_default(),
        exclude: settings.exclude.clone().unwrap_or_default(),
        // Filled in once the kits are read.
        used: Vec::new(),
        not_in: Vec::new(),
        only: settings.only.clone().unwrap_or_default(),
        behavioral: !settings.no_behavioral.unwrap_or_default(),
        with: settings.with.clone().unwrap_or_default(),
        soft_share: settings.soft_share,
        changes: settings.changes.clone().unwrap_or_default(),
        seed: match settings.seed {
            Some(SeedSetting::Number(number)) => Seed::Number(number),
            // The name is not known here.
            Some(SeedSetting::ByName) | None => Seed::Derived,
        },
    }
}
