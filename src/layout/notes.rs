//! The lines of notes: they give way where a page is short of room, and take what it has left.

use super::collect::{Piece, height};

/// The rounding error that may add up on a page, in points.
pub(super) const SLACK: f32 = 0.01;

/// The number of lines that notes keep when they give way.
const MIN_LINES: u32 = 3;

/// Removes lines from the notes of pieces that do not fit, if that makes them fit: lines to write on matter less
/// than keeping a group together.
pub(super) fn shrink_notes(pieces: &mut [Piece], room: f32, is_at_top: bool) {
    let mut over = height(pieces, is_at_top) - room;
    let spare = |p: &Piece| p.notes.map_or(0, |n| n.count.saturating_sub(MIN_LINES));
    let available: f32 = pieces.iter().map(|p| spare(p) as f32 * p.notes.map_or(0.0, |n| n.pitch)).sum();
    if over <= SLACK || over > available {
        return;
    }
    for piece in pieces {
        let lines = spare(piece);
        if over > SLACK
            && let Some(notes) = &mut piece.notes
        {
            let lines = lines.min((over / notes.pitch) as u32 + 1);
            notes.count -= lines;
            piece.height -= lines as f32 * notes.pitch;
            over -= lines as f32 * notes.pitch;
        }
    }
}

/// Hands the rest of a page to its notes: whole lines by weight, then one line each from the top.
pub(super) fn stretch_notes(pieces: &mut [Piece], room: f32) {
    let total_weight: f32 = pieces.iter().filter_map(|p| p.notes).map(|n| n.weight).sum();
    let Some(first) = pieces.iter().find_map(|p| p.notes) else { return };
    let mut lines = ((room + SLACK) / first.pitch) as u32;
    let spare = lines as f32;
    let mut give = |piece: &mut Piece, n: u32| {
        if let Some(notes) = &mut piece.notes {
            let n = n.min(lines);
            notes.count += n;
            piece.height += n as f32 * notes.pitch;
            lines -= n;
        }
    };
    for piece in &mut *pieces {
        let weight = piece.notes.map_or(0.0, |n| n.weight);
        give(piece, (spare * weight / total_weight) as u32);
    }
    for piece in pieces {
        give(piece, 1);
    }
}
