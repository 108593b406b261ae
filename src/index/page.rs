//! The page: a list of documents, which works without a script, and a form that filters it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::description::KitDescription;
use super::document_section::{
    count_label, language_label, paper_label, render_document, render_in_language,
};
use super::entry::IndexEntry;
use super::escape::escape_text;
use super::seal::{self, PageSettings};
use crate::assets::{INDEX_SCRIPT as SCRIPT, INDEX_STYLE as STYLE};
use crate::bank::Seniority;
use crate::compose::Face;
use crate::geom::Paper;
use crate::pdf;

/// Renders the page for sorted documents.
#[must_use]
pub fn render_page(settings: &PageSettings, entries: &[IndexEntry]) -> String {
    let title = &settings.title;
    let roles: Vec<&[IndexEntry]> =
        entries.chunk_by(|one, other| one.about.role_key() == other.about.role_key()).collect();
    let mut out = render_head(settings);
    let kits: BTreeSet<(&str, &[Seniority], (&str, &str))> =
        entries.iter().map(|e| (e.about.kit.as_str(), &*e.about.levels, e.about.role_key())).collect();
    let _ = writeln!(
        out,
        "<header>\n<h1 dir=\"auto\">{}</h1>\n<p>{} of {} for {}. Checksums of all files are in \
         <a href=\"./SHA256SUMS\">SHA256SUMS</a>.</p>\n</header>",
        escape_text(title),
        count_label(entries.len(), "document"),
        count_label(kits.len(), "kit"),
        count_label(roles.len(), "role"),
    );
    out.push_str(&render_form(entries, &roles));
    out.push_str(&render_contents(&roles));
    out.push_str("<main id=\"documents\" tabindex=\"-1\">\n");
    for (number, of_role) in roles.iter().enumerate() {
        let Some(about) = of_role.first().map(|entry| &entry.about) else { continue };
        let _ = writeln!(
            out,
            "<section id=\"role-{number}\" aria-labelledby=\"role-{number}-name\">\n\
             <h2 id=\"role-{number}-name\">{}</h2>\n<ul class=\"documents\">",
            render_in_language(&about.role, &about.language),
        );
        let mut alike: BTreeMap<_, usize> = BTreeMap::new();
        of_role.iter().for_each(|entry| *alike.entry(entry.heading()).or_default() += 1);
        out.extend(of_role.iter().map(|entry| render_document(entry, number, alike[&entry.heading()] > 1)));
        out.push_str("</ul>\n</section>\n");
    }
    if entries.is_empty() {
        out.push_str("<p>There are no kits in this folder.</p>\n");
    }
    out.push_str("<p id=\"nothing\" hidden>No kit matches. Clear the search to see all.</p>\n</main>\n");
    let _ = writeln!(out, "<script>{SCRIPT}</script>\n</body>\n</html>");
    seal::seal(out)
}

/// Renders everything before the visible part. The policy keeps browsers from loading anything but the page and the
/// files beside it.
fn render_head(settings: &PageSettings) -> String {
    let pictures = if settings.has_pictures { "" } else { seal::NO_PICTURES_MARK };
    let policy = format!(
        "default-src 'none'; img-src 'self' file: data:; style-src {}; script-src {}; base-uri 'none'; \
         form-action 'none'",
        seal::csp_source(STYLE),
        seal::csp_source(SCRIPT),
    );
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"{}\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         {pictures}<link rel=\"icon\" href=\"data:,\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#documents\">Skip to the documents</a>\n",
        pdf::PROGRAM,
        escape_text(&settings.title),
    )
}

/// Renders the form. Only the script shows it, because it would do nothing without the script.
fn render_form(entries: &[IndexEntry], roles: &[&[IndexEntry]]) -> String {
    let mut out = "<form id=\"find\" role=\"search\" aria-label=\"Documents\" hidden>\n<p class=\"words\">\
        <label for=\"words\">Search</label>\n<input id=\"words\" type=\"search\" autocomplete=\"off\" \
        spellcheck=\"false\" aria-describedby=\"hint\">\n<span id=\"hint\" class=\"quiet\">Role, level, file \
        name, kit or checksum</span></p>\n"
        .to_owned();
    out.push_str("<div class=\"choices\">\n");
    // A choice needs two values.
    for PageFilter { key, label, values } in
        collect_choices(entries, roles).into_iter().filter(|c| c.values.len() > 1)
    {
        let _ = write!(
            out,
            "<p><label for=\"{key}\">{label}</label>\n<select id=\"{key}\" autocomplete=\"off\">\
             <option value=\"\">All</option>"
        );
        for (value, name) in values {
            let _ = write!(out, "<option value=\"{value}\">{name}</option>");
        }
        out.push_str("</select></p>\n");
    }
    out.push_str(
        "</div>\n<p class=\"end\"><output id=\"count\"></output> <button type=\"reset\" hidden>Show all</button></p>\n\
         </form>\n",
    );
    out
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
    let name =
        |of_role: &&[IndexEntry]| of_role.first().map_or_else(String::new, |e| escape_text(&e.about.role));
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
            languages.iter().map(|tag| (escape_text(tag), language_label(tag))).collect(),
        ),
    ]
}

/// Renders the links to the roles.
fn render_contents(roles: &[&[IndexEntry]]) -> String {
    if roles.len() < 2 {
        return String::new();
    }
    let mut out = "<nav aria-label=\"Roles\">\n<ul>\n".to_owned();
    for (number, of_role) in roles.iter().enumerate() {
        let Some(about) = of_role.first().map(|entry| &entry.about) else { continue };
        let _ = writeln!(
            out,
            "<li><a href=\"#role-{number}\">{}</a> <span class=\"quiet\">{}<span class=\"apart\"> documents</span></span></li>",
            render_in_language(&about.role, &about.language),
            of_role.len(),
        );
    }
    out.push_str("</ul>\n</nav>\n");
    out
}

/// Capitalizes a word.
fn capitalize(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(chars).collect()
}
