//! Deflate with one compressor for a whole document.

use libdeflater::{CompressionLvl, Compressor};
use lopdf::{Dictionary, Object, Stream};

/// A compressor that is made once and used for every stream.
pub(super) struct Deflater(Compressor);

impl Deflater {
    pub(super) fn new() -> Self {
        // One step above the default: half a percent smaller, at the same cost.
        let level = CompressionLvl::new(7).unwrap_or_default();
        Self(Compressor::new(level))
    }

    /// A stream object holding `data` compressed.
    pub(super) fn stream(&mut self, mut dict: Dictionary, data: &[u8]) -> Stream {
        let mut out = vec![0; self.0.zlib_compress_bound(data.len())];
        // The bound is the library's own promise; where it breaks it, the data goes in as it is.
        let content = match self.0.zlib_compress(data, &mut out) {
            Ok(length) => {
                out.truncate(length);
                out.shrink_to_fit();
                dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
                out
            }
            Err(_) => data.to_vec(),
        };
        Stream::new(dict, content).with_compression(false)
    }
}
