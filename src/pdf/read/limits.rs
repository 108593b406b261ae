//! How much of a file is read. Files come from other people and other programs.

use std::time::Duration;

/// Bytes of a file.
pub const FILE_BYTES: usize = 256 << 20;
/// Fields of a form; the largest kit this program builds has fewer.
pub const FIELDS: usize = 500_000;
/// Levels of fields inside fields.
pub const DEPTH: usize = 32;
/// Bytes of one name or text.
pub const TEXT_BYTES: usize = 1 << 20;

/// Files that a file carries, and bytes of all of them together.
pub(super) const ATTACHED: usize = 64;
pub(super) const CARRIED: usize = 64 << 20;
/// Bytes of all names and texts.
pub(super) const ALL_TEXT: usize = 128 << 20;
/// Parts of fields that are looked at.
pub(super) const STEPS: usize = 10_000_000;
/// How long reading may take.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);
/// What the reading thread may stack up: the library parses what is nested by calling itself.
pub(super) const STACK: usize = 64 << 20;
/// Bytes one compressed stream may unfold into.
pub(crate) const STREAM: usize = 16 << 20;
/// Bytes that all compressed streams of objects may unfold into.
pub(crate) const STREAMS: usize = 512 << 20;
/// Bytes of one stream of objects times the objects in it: objects that overlap cost up to half that.
pub(super) const OVERLAP: usize = 4_000_000_000;
/// Values in all objects, as numbers, names and strings.
pub(super) const VALUES: usize = 20_000_000;
/// The highest number of an object, ISO 32000-1, annex C.
pub(super) const OBJECTS: i64 = 8_388_607;
