//! Findings for people: with the source line underlined.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::excerpt::excerpt;
use super::{Diagnostic, Severity, Sources, one_line};

/// Writes each finding with its lines underlined and its hint, separated by blank lines. With `color`, uses ANSI
/// escapes.
#[must_use]
pub fn annotated(diags: &[Diagnostic], sources: &Sources, color: bool) -> String {
    let renderer = if color { Renderer::styled().hyperlink(false) } else { Renderer::plain() };
    let mut out = String::new();
    for diag in diags {
        out.push_str(renderer.render(&[group(diag, sources)]).trim_end());
        if let (Some(help), true) = (&diag.help, diag.labels.is_empty()) {
            // Under a line of the source the hint closes its frame; without one it stands alone.
            let help = Group::with_title(Level::HELP.primary_title(one_line(help)));
            out.push('\n');
            out.push_str(renderer.render(&[help]).trim_end());
        }
        out.push_str("\n\n");
    }
    out
}

fn group<'a>(diag: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let level = match diag.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(one_line(&diag.message)).id(diag.code.id()));
    for (index, label) in diag.labels.iter().enumerate() {
        let (line, column) = sources.line_column(label.origin);
        let name = one_line(&sources.file(label.origin.file).name);
        let kind = if index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let shown = excerpt(sources, label.origin);
        let words = (!label.text.is_empty()).then(|| one_line(&label.text));
        let mut snippet = Snippet::source(shown.text).line_start(line);
        if shown.cut {
            group = group.element(Origin::path(name).line(line).char_column(column));
        } else {
            // The renderer writes the place, counting the column in the line itself.
            snippet = snippet.path(name);
        }
        group = group.element(snippet.annotation(kind.span(shown.mark).label(words)));
    }
    match &diag.help {
        Some(help) if !diag.labels.is_empty() => group.element(Level::HELP.message(one_line(help))),
        _ => group,
    }
}
