//! What is painted on: paths, in colours, with edges that are smooth.

use tiny_skia::{Color, FillRule, Paint, Path, Pixmap, Stroke, Transform};

/// Painted so much larger and made smaller at last: edges of small letters are smoother so.
const FINE: u32 = 2;

/// A page that is painted on.
pub(crate) struct Canvas {
    pixmap: Pixmap,
    /// From points of the page, counted from its lower left corner, to those of the picture.
    place: Transform,
}

impl Canvas {
    /// A white page of this width and height, on a picture of this width; none of a page without a size, or
    /// one that is much higher than wide.
    pub(crate) fn new(page: (f32, f32), width: u32) -> Option<Self> {
        let width = width * FINE;
        let scale = width as f32 / page.0;
        let height = (page.1 * scale / FINE as f32).round() * FINE as f32;
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

    /// Width and height of the picture.
    pub(crate) fn size(&self) -> (u32, u32) {
        (self.pixmap.width() / FINE, self.pixmap.height() / FINE)
    }

    /// The picture, line by line: red, green, blue.
    pub(crate) fn pixels(&self) -> Vec<[u8; 3]> {
        let (width, height) = self.size();
        let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        places.map(|(x, y)| self.mean(x * FINE, y * FINE)).collect()
    }

    fn mean(&self, x: u32, y: u32) -> [u8; 3] {
        let mut sums = [0_u32; 3];
        for (dx, dy) in (0..FINE).flat_map(|dx| (0..FINE).map(move |dy| (dx, dy))) {
            // The page is white, so nothing is seen through.
            let pixel = self.pixmap.pixel(x + dx, y + dy);
            let parts = pixel.map_or([255; 3], |pixel| [pixel.red(), pixel.green(), pixel.blue()]);
            sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum += u32::from(part));
        }
        sums.map(|sum| (sum / FINE.pow(2)) as u8)
    }
}

fn paint(color: Color) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(color);
    paint
}
