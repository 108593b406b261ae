//! Limits of reading. Files come from other people and other programs.

use std::time::Duration;

/// The greatest size of a file.
pub const FILE_BYTES: usize = 256 << 20;
/// The greatest number of fields; the largest kit this program builds has fewer.
pub const MAX_FIELDS: usize = 500_000;
/// The greatest depth of nested fields.
pub const MAX_DEPTH: usize = 32;
/// The greatest size of one name or text.
pub const TEXT_BYTES: usize = 1 << 20;

/// The greatest number of attachments, and the greatest size of all of them.
pub(super) const MAX_ATTACHMENTS: usize = 64;
pub(super) const ATTACHMENT_BYTES: usize = 64 << 20;
/// The greatest size of all names and texts.
pub(super) const ALL_TEXT_BYTES: usize = 128 << 20;
/// The greatest number of form nodes that are visited.
pub(super) const MAX_STEPS: usize = 10_000_000;
/// The greatest number of values that a field is compared with.
pub(super) const FIELD_VALUES: usize = 1_000;
/// The time that reading may take.
pub(super) const READ_TIMEOUT: Duration = Duration::from_secs(60);
/// The stack of the reading thread: the library parses nested objects recursively.
pub(super) const READ_STACK_BYTES: usize = 64 << 20;
/// The greatest decompressed size of one stream.
pub(crate) const STREAM_BYTES: usize = 16 << 20;
/// The greatest decompressed size of all object streams.
pub(crate) const ALL_STREAM_BYTES: usize = 512 << 20;
/// The greatest product of an object stream's bytes and objects: overlapping objects cost half of it.
pub(super) const OBJECT_STREAM_COST: usize = 4_000_000_000;
/// The greatest number of values in all objects: numbers, names, strings.
pub(super) const MAX_VALUES: usize = 20_000_000;
/// The highest object number: ISO 32000-1, annex C.
pub(super) const MAX_OBJECT_NUMBER: i64 = 8_388_607;
/// The greatest number of objects that are found in a file without its cross-reference table.
pub(super) const MAX_SCANNED_OBJECTS: usize = 4_000_000;
