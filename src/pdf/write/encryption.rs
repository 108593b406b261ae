//! Encryption with a password: AES with a key of 256 bits (ISO 32000-2, 7.6), by `lopdf`.
//!
//! Key and salts are fresh for every file, as encryption needs them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::Permissions as Flags;
use lopdf::encryption::crypt_filters::{Aes256CryptFilter, CryptFilter};
use lopdf::encryption::{PasswordAlgorithm, encrypt_object};
use lopdf::{Dictionary, Document, EncryptionState, EncryptionVersion, Object, ObjectId, Stream};

use super::password::prepare_password;
use crate::pdf::error::PdfError;

/// The name of the only crypt filter.
const FILTER_NAME: &[u8] = b"StdCF";

/// The passwords and permissions of a file.
#[derive(Clone, PartialEq, Eq)]
pub struct Protection {
    /// The password that opens the file; empty if anybody may open it.
    pub password: String,
    /// The password that gives all permissions.
    pub owner_password: String,
    /// The permissions of a person who opens the file with the first password.
    pub permissions: Permissions,
    /// The key, from a secure source of random numbers.
    pub key: [u8; 32],
}

/// Keeps passwords out of messages.
impl std::fmt::Debug for Protection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Protection").field("permissions", &self.permissions).finish_non_exhaustive()
    }
}

/// The permitted actions. Reading a file aloud is always permitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a permission of its own")]
pub struct Permissions {
    /// Printing.
    pub print: bool,
    /// Copying text.
    pub copy: bool,
    /// Filling in fields.
    pub fill: bool,
    /// Adding comments.
    pub comment: bool,
    /// Changing pages.
    pub change: bool,
}

impl Permissions {
    /// All actions.
    pub const ALL: Self = Self { print: true, copy: true, fill: true, comment: true, change: true };

    fn flags(self) -> Flags {
        let flags = [
            (true, Flags::COPYABLE_FOR_ACCESSIBILITY),
            (self.print, Flags::PRINTABLE | Flags::PRINTABLE_IN_HIGH_QUALITY),
            (self.copy, Flags::COPYABLE),
            (self.fill, Flags::FILLABLE),
            (self.comment, Flags::ANNOTABLE),
            (self.change, Flags::MODIFIABLE | Flags::ASSEMBLABLE),
        ];
        flags.into_iter().filter(|(is_permitted, _)| *is_permitted).map(|(_, flag)| flag).collect()
    }
}

/// Encrypts the objects of a file.
pub(super) struct Cipher(EncryptionState);

impl Cipher {
    pub(super) fn new(protection: &Protection) -> Result<Self, PdfError> {
        // Without a password of its own, anybody may open the file.
        let user = match protection.password.as_str() {
            "" => Cow::Borrowed(""),
            password => prepare_password(password).map_err(PdfError::Password)?,
        };
        let owner = prepare_password(&protection.owner_password).map_err(PdfError::Password)?;
        let filter: Arc<dyn CryptFilter> = Arc::new(Aes256CryptFilter);
        let version = EncryptionVersion::V5 {
            encrypt_metadata: true,
            crypt_filters: BTreeMap::from([(FILTER_NAME.to_vec(), filter)]),
            file_encryption_key: &protection.key,
            stream_filter: FILTER_NAME.to_vec(),
            string_filter: FILTER_NAME.to_vec(),
            owner_password: &owner,
            user_password: &user,
            permissions: protection.permissions.flags(),
        };
        let cipher = Self(EncryptionState::try_from(version).map_err(|e| library_error(&e))?);
        cipher.check_passwords(&[&user, &owner], &protection.key)?;
        Ok(cipher)
    }

    /// Checks that each password gives the key of the file, as a reader derives it.
    fn check_passwords(&self, passwords: &[&str], key: &[u8]) -> Result<(), PdfError> {
        let mut document = Document::new();
        let dictionary = document.add_object(self.dictionary()?);
        document.trailer.set("Encrypt", dictionary);
        let algorithm = PasswordAlgorithm::try_from(&document).map_err(|e| library_error(&e))?;
        for password in passwords {
            let found = algorithm.compute_file_encryption_key(&document, password.as_bytes());
            if found.map_err(|e| library_error(&e))? != key {
                return Err(library_error(&"a password gives another key"));
            }
        }
        Ok(())
    }

    /// Returns the encryption dictionary.
    pub(super) fn dictionary(&self) -> Result<Dictionary, PdfError> {
        let mut dict = self.0.encode().map_err(|e| library_error(&e))?;
        // The library omits the lengths of older versions. Without them poppler derives another key.
        dict.set("Length", 256);
        let filters = dict.get_mut(b"CF").and_then(Object::as_dict_mut).map_err(|e| library_error(&e))?;
        let filter =
            filters.get_mut(FILTER_NAME).and_then(Object::as_dict_mut).map_err(|e| library_error(&e))?;
        filter.set("AuthEvent", "DocOpen");
        filter.set("Length", 32);
        Ok(dict)
    }

    /// Encrypts a stream, and the strings of its dictionary.
    pub(super) fn encrypt_stream(&self, id: ObjectId, stream: Stream) -> Result<Stream, PdfError> {
        let mut dict = Object::Dictionary(stream.dict.clone());
        let mut stream = Object::Stream(stream);
        encrypt_object(&self.0, id, &mut stream).map_err(|e| library_error(&e))?;
        encrypt_object(&self.0, id, &mut dict).map_err(|e| library_error(&e))?;
        match (stream, dict) {
            (Object::Stream(stream), Object::Dictionary(mut dict)) => {
                dict.set("Length", stream.content.len() as i64);
                Ok(Stream { dict, ..stream })
            }
            _ => Err(PdfError::Library("it turned a stream into another object".into())),
        }
    }
}

fn library_error(error: &dyn std::fmt::Display) -> PdfError {
    PdfError::Library(format!("it cannot encrypt the file: {error}"))
}
