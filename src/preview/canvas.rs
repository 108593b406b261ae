//! The canvas: anti-aliased paths in colour.

use tiny_skia::{Color, FillRule, Paint, Path, Pixmap, Stroke, Transform};

/// The oversampling factor: it smooths the edges of small letters.
const OVERSAMPLING: u32 = 2;

/// A canvas for one page.
pub(crate) struct Canvas {
    pixmap: Pixmap,
    /// The transform from page points, from the lower left corner, to pixels.
    place: Transform,
}

impl Canvas {
    /// Returns a white canvas for a page size and a picture width; none for a page without a size, or one
    /// much higher than wide.
    pub(crate) fn new(page: (f32, f32), width: u32) -> Option<Self> {
        let width = width * OVERSAMPLING;
        let scale = width as f32 / page.0;
        let height = (page.1 * scale / OVERSAMPLING as f32).round() * OVERSAMPLING as f32;
        if !(height >= 1.0 && height <= 4.0 * width as f32) {
            return None;
        }
        let mut pixmap = Pixmap::new(width, height as u32)?;
        pixmap.fill(Color::WHITE);
        let place = Transform::from_row(scale, 0.0, 0.0, -scale, 0.0, page.1 * scale);
        Some(Self { pixmap, place })
    }

    pub(crate) fn fill(&mut self, path: &Path, color: Color, transform: Transform) {
        let transform = transform.post_concat(self.place);
        self.pixmap.fill_path(path, &paint(color), FillRule::Winding, transform, None);
    }

    pub(crate) fn stroke(&mut self, path: &Path, color: Color, width: f32, transform: Transform) {
        let transform = transform.post_concat(self.place);
        let stroke = Stroke { width, ..Stroke::default() };
        self.pixmap.stroke_path(path, &paint(color), &stroke, transform, None);
    }

    /// Returns the width and height of the picture.
    pub(crate) fn size(&self) -> (u32, u32) {
        (self.pixmap.width() / OVERSAMPLING, self.pixmap.height() / OVERSAMPLING)
    }

    /// Returns the pixels, line by line: red, green, blue.
    pub(crate) fn pixels(&self) -> Vec<[u8; 3]> {
        let (width, height) = self.size();
        let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        places.map(|(x, y)| self.mean(x * OVERSAMPLING, y * OVERSAMPLING)).collect()
    }

    fn mean(&self, x: u32, y: u32) -> [u8; 3] {
        let mut sums = [0_u32; 3];
        for (dx, dy) in (0..OVERSAMPLING).flat_map(|dx| (0..OVERSAMPLING).map(move |dy| (dx, dy))) {
            // The canvas starts white, so every pixel is opaque.
            let pixel = self.pixmap.pixel(x + dx, y + dy);
            let parts = pixel.map_or([255; 3], |pixel| [pixel.red(), pixel.green(), pixel.blue()]);
            sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum += u32::from(part));
        }
        sums.map(|sum| (sum / OVERSAMPLING.pow(2)) as u8)
    }
}

fn paint(color: Color) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(color);
    paint
}
