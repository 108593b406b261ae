//! Files that open with a password only: AES with a key of 256 bits (ISO 32000-2, 7.6), as the library
//! has it. The key and the salts are fresh for every file, as encryption needs them.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::encryption::crypt_filters::{Aes256CryptFilter, CryptFilter};
use lopdf::encryption::encrypt_object;
use lopdf::{Dictionary, EncryptionState, EncryptionVersion, Object, ObjectId, Permissions, Stream};

use crate::pdf::error::PdfError;

/// The name of the only filter.
const FILTER: &[u8] = b"StdCF";

/// How a file is protected.
#[derive(Clone, PartialEq, Eq)]
pub struct Protection {
    /// What opens it; empty for a file that anybody may open.
    pub password: String,
    /// What gives all rights.
    pub owner_password: String,
    /// What may be done by whoever opens it with the first.
    pub permits: Permits,
    /// The key of the file, from a good source of random numbers.
    pub key: [u8; 32],
}

/// A password never gets into a message.
impl std::fmt::Debug for Protection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Protection").field("permits", &self.permits).finish_non_exhaustive()
    }
}

/// What may be done with a file. Reading it aloud always may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a right of its own")]
pub struct Permits {
    /// To print it.
    pub print: bool,
    /// To copy its text.
    pub copy: bool,
    /// To fill in its fields.
    pub fill: bool,
    /// To add remarks.
    pub comment: bool,
    /// To change its pages.
    pub change: bool,
}

impl Permits {
    /// Everything.
    pub const ALL: Self = Self { print: true, copy: true, fill: true, comment: true, change: true };

    fn bits(self) -> Permissions {
        let rights = [
            (true, Permissions::COPYABLE_FOR_ACCESSIBILITY),
            (self.print, Permissions::PRINTABLE | Permissions::PRINTABLE_IN_HIGH_QUALITY),
            (self.copy, Permissions::COPYABLE),
            (self.fill, Permissions::FILLABLE),
            (self.comment, Permissions::ANNOTABLE),
            (self.change, Permissions::MODIFIABLE | Permissions::ASSEMBLABLE),
        ];
        rights.into_iter().filter(|(is_given, _)| *is_given).map(|(_, right)| right).collect()
    }
}

/// What encrypts the objects of a file.
pub(crate) struct Cipher(EncryptionState);

impl Cipher {
    pub(crate) fn new(protection: &Protection) -> Result<Self, PdfError> {
        let filter: Arc<dyn CryptFilter> = Arc::new(Aes256CryptFilter);
        let version = EncryptionVersion::V5 {
            encrypt_metadata: true,
            crypt_filters: BTreeMap::from([(FILTER.to_vec(), filter)]),
            file_encryption_key: &protection.key,
            stream_filter: FILTER.to_vec(),
            string_filter: FILTER.to_vec(),
            owner_password: &protection.owner_password,
            user_password: &protection.password,
            permissions: protection.permits.bits(),
        };
        Ok(Self(EncryptionState::try_from(version).map_err(|e| failed(&e))?))
    }

    /// The dictionary that says how the file is encrypted.
    pub(crate) fn dictionary(&self) -> Result<Dictionary, PdfError> {
        let mut dict = self.0.encode().map_err(|e| failed(&e))?;
        // The library leaves out what readers of older versions look for: poppler takes another key.
        dict.set("Length", 256);
        let filters = dict.get_mut(b"CF").and_then(Object::as_dict_mut).map_err(|e| failed(&e))?;
        let filter = filters.get_mut(FILTER).and_then(Object::as_dict_mut).map_err(|e| failed(&e))?;
        filter.set("AuthEvent", "DocOpen");
        filter.set("Length", 32);
        Ok(dict)
    }

    /// A stream encrypted, with the texts of its dictionary.
    pub(crate) fn stream(&self, id: ObjectId, stream: Stream) -> Result<Stream, PdfError> {
        let mut dict = Object::Dictionary(stream.dict.clone());
        let mut stream = Object::Stream(stream);
        encrypt_object(&self.0, id, &mut stream).map_err(|e| failed(&e))?;
        encrypt_object(&self.0, id, &mut dict).map_err(|e| failed(&e))?;
        match (stream, dict) {
            (Object::Stream(stream), Object::Dictionary(mut dict)) => {
                dict.set("Length", stream.content.len() as i64);
                Ok(Stream { dict, ..stream })
            }
            _ => Err(PdfError::Library("it made something else of a stream".into())),
        }
    }
}

fn failed(error: &dyn std::fmt::Display) -> PdfError {
    PdfError::Library(format!("it cannot protect the file: {error}"))
}
