//! From the output of the shaper to the glyphs of a word.

use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};

use super::font_face::{FontFace, FontFaceId};
use super::units::{round_kern, round_to_thousandths, truncate_to_thousandths};
use super::word::{Glyph, ShapedWord};

/// Returns the word that the shaper made of `text`.
pub(super) fn word_from_glyphs(
    face: &FontFace,
    id: FontFaceId,
    text: &str,
    result: &harfrust::GlyphBuffer,
) -> ShapedWord {
    let em = i32::from(face.units_per_em());
    let font = face.font();
    let metrics = font.as_ref().map(|f| f.glyph_metrics(Size::unscaled(), LocationRef::default()));
    let mut clusters: Vec<u32> = result.glyph_infos().iter().map(|i| i.cluster).collect();
    clusters.sort_unstable();
    clusters.dedup();
    let cluster_end = |start: u32| {
        let next = clusters.partition_point(|c| *c <= start);
        clusters.get(next).map_or(text.len(), |c| *c as usize)
    };
    let mut glyphs = Vec::with_capacity(result.len());
    for (info, position) in result.glyph_infos().iter().zip(result.glyph_positions()) {
        let natural =
            metrics.as_ref().and_then(|m| m.advance_width(info.glyph_id.into())).unwrap_or(0.0) as i32;
        let width = truncate_to_thousandths(natural, em);
        // Where nothing moves the glyph, the pen moves by the width the PDF file states.
        let kern = round_kern(round_to_thousandths(position.x_advance - natural, em));
        glyphs.push(Glyph {
            id: info.glyph_id as u16,
            width,
            advance: width + kern,
            x: round_to_thousandths(position.x_offset, em),
            y: round_to_thousandths(position.y_offset, em),
            text: (info.cluster as u16, cluster_end(info.cluster) as u16),
        });
    }
    let is_spelled = assign_characters(face, text, &mut glyphs);
    let width = glyphs.iter().map(|g| g.advance).sum();
    let visible = text.trim_end().len();
    let is_trailing = |g: &&Glyph| g.text.0 as usize >= visible && g.text.0 < g.text.1;
    let trailing = glyphs.iter().filter(is_trailing).map(|g| g.advance).sum();
    ShapedWord { face: id, text: text.into(), glyphs: glyphs.into(), width, trailing, is_spelled }
}

/// Gives every glyph its own characters where a cluster has several of both. Returns true if the glyphs then
/// spell the word one by one.
fn assign_characters(face: &FontFace, word: &str, glyphs: &mut [Glyph]) -> bool {
    let mut is_spelled = true;
    for cluster in glyphs.chunk_by_mut(|a, b| a.text == b.text).filter(|cluster| cluster.len() > 1) {
        let (from, to) = cluster[0].text;
        let text = word.get(from as usize..to as usize).unwrap_or("");
        for glyph in &mut *cluster {
            let own = text.char_indices().find(|(_, c)| face.glyph(*c) == Some(glyph.id));
            glyph.text = match own {
                Some((at, c)) => (from + at as u16, from + (at + c.len_utf8()) as u16),
                None => (from, from),
            };
        }
        let covered: usize = cluster.iter().map(|g| (g.text.1 - g.text.0) as usize).sum();
        is_spelled &= covered == text.len() && cluster.iter().all(|g| g.text.0 < g.text.1);
    }
    is_spelled
}
