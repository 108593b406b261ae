//! Interprets the content of a page: the operators of ISO 32000-1, 8 and 9, that kits use. Others are
//! skipped, so the picture lacks their drawing.

use std::collections::HashMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};
use tiny_skia::{Color, PathBuilder, Rect, Transform};

use super::canvas::Canvas;
use super::glyphs::Font;
use crate::pdf::read::{ReadError, limits, page_attribute};

/// The most glyphs and paths of a page.
const MAX_DRAWN_OBJECTS: usize = 100_000;
/// The greatest depth of nested forms.
const MAX_FORM_DEPTH: usize = 4;

/// Draws a page on a canvas of this width in pixels.
pub(crate) fn draw_page(document: &Document, page: ObjectId, width: u32) -> Result<Canvas, ReadError> {
    let canvas = page_size(document, page).and_then(|size| Canvas::new(size, width));
    let mut interpreter = ContentInterpreter {
        document,
        canvas: canvas.ok_or(ReadError::Damaged)?,
        fonts: HashMap::new(),
        left: MAX_DRAWN_OBJECTS,
    };
    let content = document.get_page_content_with_limit(page, limits::STREAM_BYTES);
    let content = content.map_err(|_| ReadError::Damaged)?;
    let resources = page_attribute(document, page, b"Resources").and_then(|found| found.as_dict().ok());
    interpreter.run_content(&content, resources, GraphicsState::default(), 0)?;
    Ok(interpreter.canvas)
}

/// Returns the width and height; pages of kits start at the origin.
fn page_size(document: &Document, page: ObjectId) -> Option<(f32, f32)> {
    let sides = page_attribute(document, page, b"MediaBox")?.as_array().ok()?;
    let side = |n: usize| sides.get(n)?.as_float().ok();
    Some((side(2)?, side(3)?))
}

/// The graphics state.
#[derive(Clone, Default)]
struct GraphicsState {
    place: Transform,
    fill: Option<Color>,
    stroke: Option<Color>,
    weight: Option<f32>,
    font: Option<(Vec<u8>, f32)>,
}

/// The text position: the start of the line, and the end of the last text.
#[derive(Clone, Copy, Default)]
struct TextPosition {
    line: (f32, f32),
    pen: f32,
}

struct ContentInterpreter<'d> {
    document: &'d Document,
    canvas: Canvas,
    /// The fonts by their names on the page.
    fonts: HashMap<Vec<u8>, Option<Font>>,
    left: usize,
}

impl ContentInterpreter<'_> {
    fn run_content(
        &mut self,
        content: &[u8],
        resources: Option<&Dictionary>,
        mut state: GraphicsState,
        depth: usize,
    ) -> Result<(), ReadError> {
        let content = Content::decode(content).map_err(|_| ReadError::Damaged)?;
        let (mut kept, mut path, mut cursor) = (Vec::new(), PathBuilder::new(), TextPosition::default());
        for Operation { operator, operands } in &content.operations {
            let numbers: Vec<f32> = operands.iter().filter_map(|operand| operand.as_float().ok()).collect();
            match (operator.as_str(), numbers.as_slice()) {
                ("q", _) if kept.len() < limits::MAX_DEPTH => kept.push(state.clone()),
                ("Q", _) => state = kept.pop().unwrap_or(state),
                ("cm", numbers) => state.place = state.place.pre_concat(matrix(numbers)),
                ("g", &[v]) => state.fill = color([v, v, v]),
                ("rg", &[r, g, b]) => state.fill = color([r, g, b]),
                ("G", &[v]) => state.stroke = color([v, v, v]),
                ("RG", &[r, g, b]) => state.stroke = color([r, g, b]),
                ("w", &[weight]) => state.weight = Some(weight),
                ("f" | "S" | "n", _) => self.paint(operator, std::mem::take(&mut path), &state)?,
                ("BT", _) => cursor = TextPosition::default(),
                ("Td", &[x, y]) => {
                    let line = (cursor.line.0 + x, cursor.line.1 + y);
                    cursor = TextPosition { line, pen: line.0 };
                }
                ("Tf", &[size]) => {
                    let name = operands.first().and_then(|name| name.as_name().ok());
                    state.font = name.map(|name| (name.to_vec(), size));
                }
                ("TJ" | "Tj", _) => self.show_text(operands, resources, &state, &mut cursor)?,
                ("Do", _) => {
                    self.draw_form(operands, resources, &state, depth)?;
                }
                (operator, numbers) => build_path(&mut path, operator, numbers),
            }
        }
        Ok(())
    }

    /// Counts a drawn object against the limit.
    fn count(&mut self) -> Result<(), ReadError> {
        self.left = self.left.checked_sub(1).ok_or(ReadError::TooCostly)?;
        Ok(())
    }

    fn paint(&mut self, operator: &str, path: PathBuilder, state: &GraphicsState) -> Result<(), ReadError> {
        self.count()?;
        let Some(path) = path.finish() else { return Ok(()) };
        match operator {
            "f" => self.canvas.fill(&path, state.fill.unwrap_or(Color::BLACK), state.place),
            "S" => {
                let (color, weight) = (state.stroke.unwrap_or(Color::BLACK), state.weight.unwrap_or(1.0));
                self.canvas.stroke(&path, color, weight, state.place);
            }
            _ => {}
        }
        Ok(())
    }

    /// Shows text: strings with kerning between them.
    fn show_text(
        &mut self,
        operands: &[Object],
        resources: Option<&Dictionary>,
        state: &GraphicsState,
        cursor: &mut TextPosition,
    ) -> Result<(), ReadError> {
        let Some((name, size)) = &state.font else { return Ok(()) };
        if !self.fonts.contains_key(name) {
            let font = resources.and_then(|resources| resource(self.document, resources, b"Font", name));
            let font = font.and_then(|font| Font::from_dictionary(self.document, font.as_dict().ok()?));
            self.fonts.insert(name.clone(), font);
        }
        let parts = match operands.first() {
            Some(Object::Array(parts)) => parts.as_slice(),
            _ => operands,
        };
        for part in parts {
            let Object::String(text, _) = part else {
                cursor.pen -= part.as_float().unwrap_or(0.0) / 1000.0 * size;
                continue;
            };
            for code in text.as_chunks().0 {
                self.count()?;
                let glyph = u16::from_be_bytes(*code);
                let Some(font) = self.fonts.get_mut(name).and_then(Option::as_mut) else { return Ok(()) };
                let width = font.width(glyph) / 1000.0 * size;
                if let Some(outline) = font.outline(glyph) {
                    let at = Transform::from_row(*size, 0.0, 0.0, *size, cursor.pen, cursor.line.1);
                    let color = state.fill.unwrap_or(Color::BLACK);
                    self.canvas.fill(outline, color, at.post_concat(state.place));
                }
                cursor.pen += width;
            }
        }
        Ok(())
    }

    /// Draws a form at its place, in the colours of the page.
    fn draw_form(
        &mut self,
        operands: &[Object],
        resources: Option<&Dictionary>,
        state: &GraphicsState,
        depth: usize,
    ) -> Result<(), ReadError> {
        self.count()?;
        let name = operands.first().and_then(|name| name.as_name().ok());
        let found =
            name.zip(resources).and_then(|(name, all)| resource(self.document, all, b"XObject", name));
        let Some(stream) = found.and_then(|form| form.as_stream().ok()).filter(|_| depth < MAX_FORM_DEPTH)
        else {
            return Ok(());
        };
        let content = stream.decompressed_content_with_limit(limits::STREAM_BYTES).ok();
        let content = content.unwrap_or_else(|| stream.content.clone());
        self.run_content(&content, resources, state.clone(), depth + 1)
    }
}

/// Returns a named resource of a page.
fn resource<'d>(
    document: &'d Document,
    resources: &'d Dictionary,
    kind: &[u8],
    name: &[u8],
) -> Option<&'d Object> {
    resources.get_deref(kind, document).ok()?.as_dict().ok()?.get_deref(name, document).ok()
}

/// Returns a transform; the identity unless there are six numbers.
fn matrix(numbers: &[f32]) -> Transform {
    match *numbers {
        [sx, ky, kx, sy, tx, ty] => Transform::from_row(sx, ky, kx, sy, tx, ty),
        _ => Transform::identity(),
    }
}

fn color(parts: [f32; 3]) -> Option<Color> {
    let [red, green, blue] = parts;
    Color::from_rgba(red, green, blue, 1.0)
}

/// Applies an operator that builds a path; other operators change nothing.
fn build_path(path: &mut PathBuilder, operator: &str, numbers: &[f32]) {
    match (operator, numbers) {
        ("m", &[x, y]) => path.move_to(x, y),
        ("l", &[x, y]) => path.line_to(x, y),
        ("c", &[ax, ay, bx, by, x, y]) => path.cubic_to(ax, ay, bx, by, x, y),
        ("h", _) => path.close(),
        ("re", &[x, y, w, h]) => {
            if let Some(rect) = Rect::from_xywh(x, y, w, h) {
                path.push_rect(rect);
            }
        }
        _ => {}
    }
}
