//! Findings for people: with the source line underlined.

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::excerpt::excerpt;
use super::{Diagnostic, Severity, Sources, one_line};

/// Each finding with its lines underlined and its hint, parted by blank lines. With `color`, ANSI
/// escapes are written.
#[must_use]
pub fn text(diags: &[Diagnostic], sources: &Sources, color: bool) -> String {
    let renderer = if color { Renderer::styled().hyperlink(false) } else { Renderer::plain() };
    let mut out = String::new();
    for diag in diags {
        let mut rendered = renderer.render(&[group(diag, sources)]);
        rendered.truncate(rendered.trim_end().len());
        out.push_str(&rendered);
        out.push_str("\n\n");
    }
    out
}

fn group<'a>(diag: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let level = match diag.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(one_line(&diag.message)).id(diag.code));
    for (index, label) in diag.labels.iter().enumerate() {
        let (line, column) = sources.line_column(label.origin);
        let name = one_line(&sources.file(label.origin.file).name);
        let kind = if index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let shown = excerpt(sources, label.origin);
        let words = (!label.text.is_empty()).then(|| one_line(&label.text));
        // The place is given by itself: an excerpt of a long line counts columns from its cut.
        group = group.element(Origin::path(name).line(line).char_column(column));
        group = group.element(Element::Cause(
            Snippet::source(shown.text).line_start(line).annotation(kind.span(shown.mark).label(words)),
        ));
    }
    match &diag.help {
        Some(help) => group.element(Level::HELP.message(one_line(help))),
        None => group,
    }
}
