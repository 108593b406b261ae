//! The page: a list of documents, which works without a script, and a form that filters it.

use std::collections::{BTreeMap, BTreeSet};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::description::KitDescription;
use super::document_section::{
    LINE_END, count_label, language_label, paper_label, render_document, render_in_language,
};
use super::entry::IndexEntry;
use super::escape::make_visible;
use super::seal::{self, PageSettings};
use crate::assets::{INDEX_SCRIPT as SCRIPT, INDEX_STYLE as STYLE};
use crate::bank::Seniority;
use crate::compose::Face;
use crate::geom::Paper;
use crate::pdf;

/// Renders the page for sorted documents.
#[must_use]
pub fn render_page(settings: &PageSettings, entries: &[IndexEntry]) -> String {
    let roles: Vec<&[IndexEntry]> =
        entries.chunk_by(|one, other| one.about.role_key() == other.about.role_key()).collect();
    let kits: BTreeSet<(&str, &[Seniority], (&str, &str))> =
        entries.iter().map(|e| (e.about.kit.as_str(), &*e.about.levels, e.about.role_key())).collect();
    let page = html! {
        (DOCTYPE) (LINE_END)
        html lang="en" {
            (render_head(settings)) (LINE_END)
            body {
                a.skip href="#documents" { "Skip to the documents" }
                header {
                    h1 dir="auto" { (make_visible(&settings.title)) }
                    p {
                        (count_label(entries.len(), "document")) " of " (count_label(kits.len(), "kit")) " for "
                        (count_label(roles.len(), "role")) ". Checksums of all files are in "
                        a href="./SHA256SUMS" { "SHA256SUMS" } "."
                    }
                }
                (LINE_END)
                (render_form(entries, &roles)) (LINE_END)
                (render_contents(&roles)) (LINE_END)
                main #documents tabindex="-1" {
                    (LINE_END)
                    @for (number, entries) in roles.iter().enumerate() { (render_role(number, entries)) }
                    @if entries.is_empty() { p { "There are no kits in this folder." } }
                    p #nothing hidden { "No kit matches. Clear the search to see all." }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
        (LINE_END)
    };
    seal::seal(page.into_string())
}

/// Renders everything before the visible part. The policy keeps browsers from loading anything but the page and the
/// files beside it.
fn render_head(settings: &PageSettings) -> Markup {
    let policy = format!(
        "default-src 'none'; img-src 'self' file: data:; style-src {}; script-src {}; base-uri 'none'; \
         form-action 'none'",
        seal::csp_source(STYLE),
        seal::csp_source(SCRIPT),
    );
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="generator" content=(pdf::PROGRAM);
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            meta name="robots" content="noindex";
            @if !settings.has_pictures { (PreEscaped(seal::NO_PICTURES_MARK)) }
            link rel="icon" href="data:,";
            title { (make_visible(&settings.title)) }
            style { (PreEscaped(STYLE)) }
        }
    }
}

/// Renders the documents of a role.
fn render_role(number: usize, entries: &[IndexEntry]) -> Markup {
    let mut alike: BTreeMap<_, usize> = BTreeMap::new();
    for entry in entries {
        *alike.entry(entry.heading()).or_default() += 1;
    }
    html! {
        @if let Some(about) = entries.first().map(|entry| &entry.about) {
            section id={ "role-" (number) } aria-labelledby={ "role-" (number) "-name" } {
                h2 id={ "role-" (number) "-name" } { (render_in_language(&about.role, &about.language)) }
                ul.documents {
                    (LINE_END)
                    @for entry in entries { (render_document(entry, number, alike[&entry.heading()] > 1)) }
                }
            }
            (LINE_END)
        }
    }
}

/// Renders the form. Only the script shows it, because it would do nothing without the script.
fn render_form(entries: &[IndexEntry], roles: &[&[IndexEntry]]) -> Markup {
    // A choice needs two values.
    let choices = collect_choices(entries, roles).into_iter().filter(|choice| choice.values.len() > 1);
    html! {
        form #find role="search" aria-label="Documents" hidden {
            p.words {
                label for="words" { "Search" } " "
                input #words type="search" autocomplete="off" spellcheck="false" aria-describedby="hint"; " "
                span #hint.quiet { "Role, level, file name, kit or checksum" }
            }
            div.choices {
                @for PageFilter { key, label, values } in choices {
                    p {
                        label for=(key) { (label) } " "
                        select id=(key) autocomplete="off" {
                            option value="" { "All" }
                            @for (value, name) in values { option value=(value) { (name) } }
                        }
                    }
                }
            }
            p.end { output #count {} " " button type="reset" hidden { "Show all" } }
        }
    }
}

/// A filter of the form: the key of a data attribute, and the label of each value.
struct PageFilter {
    key: &'static str,
    label: &'static str,
    values: Vec<(String, String)>,
}

/// Returns all filters, with the values that documents have.
fn collect_choices(entries: &[IndexEntry], roles: &[&[IndexEntry]]) -> Vec<PageFilter> {
    let has = |is_so: &dyn Fn(&KitDescription) -> bool| entries.iter().any(|entry| is_so(&entry.about));
    let name = |of_role: &&[IndexEntry]| {
        of_role.first().map_or_else(String::new, |e| make_visible(&e.about.role).into_owned())
    };
    let roles = roles.iter().map(name).enumerate().map(|(n, name)| (n.to_string(), name));
    let levels = Seniority::ALL.into_iter();
    let levels = levels.filter(|level| has(&|about| about.levels.is_empty() || about.levels.contains(level)));
    let faces = Face::ALL.into_iter().filter(|face| has(&|about| about.style.face == *face));
    let papers = Paper::ALL.into_iter().filter(|paper| has(&|about| about.style.paper == *paper));
    let languages: BTreeSet<&str> = entries.iter().map(|e| e.about.language.as_str()).collect();
    let choice = |key, label, values| PageFilter { key, label, values };
    vec![
        choice("role", "Role", roles.collect()),
        choice("level", "Level", levels.map(|l| (l.key().to_owned(), capitalize(l.key()))).collect()),
        choice(
            "face",
            "For",
            faces.map(|f| (f.key().to_owned(), format!("{}s", capitalize(f.key())))).collect(),
        ),
        choice("paper", "Paper", papers.map(|p| (p.key().to_owned(), paper_label(p).to_owned())).collect()),
        choice(
            "language",
            "Language",
            languages.iter().map(|tag| (make_visible(tag).into_owned(), language_label(tag))).collect(),
        ),
    ]
}

/// Renders the links to the roles.
fn render_contents(roles: &[&[IndexEntry]]) -> Markup {
    html! {
        @if roles.len() > 1 {
            nav aria-label="Roles" {
                ul {
                    @for (number, entries) in roles.iter().enumerate() {
                        @if let Some(about) = entries.first().map(|entry| &entry.about) {
                            li {
                                a href={ "#role-" (number) } { (render_in_language(&about.role, &about.language)) } " "
                                span.quiet { (entries.len()) span.apart { " documents" } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Capitalizes a word.
fn capitalize(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(chars).collect()
}
