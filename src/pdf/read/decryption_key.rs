//! The key of an encrypted file, from a password or without one.
//!
//! The library opens encrypted files without counting what it reads. So `precheck` hides the encryption
//! from it, and each object is decrypted as it is loaded.

use lopdf::encryption::{PasswordAlgorithm, decrypt_object};
use lopdf::xref::{Xref, XrefEntry};
use lopdf::{Document, EncryptionState, Object, ObjectId};

use super::error::ReadError;
use super::precheck::HIDDEN_ENCRYPT;

/// The key that decrypts the objects of a file.
pub(super) struct DecryptionKey {
    state: EncryptionState,
    /// The cross-reference table: objects in object streams are encrypted with their stream.
    index: Xref,
    /// The encryption dictionary, which is not encrypted itself.
    encryption_dictionary: Option<ObjectId>,
}

/// Returns the encryption dictionary, if it is an indirect object.
pub(super) fn encryption_dictionary(opened: &Document) -> Option<ObjectId> {
    opened.trailer.get(HIDDEN_ENCRYPT).and_then(Object::as_reference).ok()
}

/// Derives the key of a file. `opened` has the trailer and the encryption dictionary.
pub(super) fn derive_key(opened: Document, password: Option<&str>) -> Result<DecryptionKey, ReadError> {
    let dictionary = encryption_dictionary(&opened);
    let mut small = Document::new();
    match (dictionary, opened.trailer.get(HIDDEN_ENCRYPT)) {
        (Some(id), _) => {
            let object = opened.objects.get(&id).ok_or(ReadError::Damaged)?;
            small.objects.insert(id, object.clone());
            small.trailer.set("Encrypt", id);
        }
        (None, Ok(dict)) => {
            // The library looks for it among the objects.
            let id = small.add_object(dict.clone());
            small.trailer.set("Encrypt", id);
        }
        // Only an older revision of the file is encrypted: which objects are is unknown.
        (None, Err(_)) => return Err(ReadError::Protected),
    }
    if let Ok(id) = opened.trailer.get(b"ID") {
        small.trailer.set("ID", id.clone());
    }
    let cannot = |_| ReadError::Protected;
    let algorithm = PasswordAlgorithm::try_from(&small).map_err(cannot)?;
    let is_old = small.get_encrypted().and_then(|dict| dict.get(b"R")?.as_i64()).map_err(cannot)? < 5;
    let opening_with = |raw: Vec<u8>| {
        // The library derives no key from an owner password up to revision 4.
        let opens = algorithm.authenticate_user_password(&small, &raw).is_ok()
            || !is_old && algorithm.authenticate_owner_password(&small, &raw).is_ok();
        opens.then_some(raw)
    };
    // Up to revision 4, files encode passwords with one byte a character. Some programs encode them as they are.
    let opening = |password: &str| {
        let prepared = algorithm.sanitize_password(password).ok().and_then(opening_with);
        prepared.or_else(|| opening_with(password.as_bytes().to_vec()))
    };
    let raw = match (opening(""), password) {
        (Some(none), _) => none,
        (None, Some(password)) => opening(password).ok_or(ReadError::WrongPassword)?,
        (None, None) => return Err(ReadError::Protected),
    };
    let state = EncryptionState::decode(&small, raw).map_err(cannot)?;
    Ok(DecryptionKey { state, index: opened.reference_table, encryption_dictionary: dictionary })
}

impl DecryptionKey {
    /// Decrypts an object as the library loads it.
    pub(super) fn decrypt(&self, id: ObjectId, object: &mut Object) -> Result<(), ReadError> {
        let is_whole = matches!(self.index.get(id.0), Some(XrefEntry::Normal { .. }));
        if !is_whole || self.encryption_dictionary == Some(id) {
            return Ok(());
        }
        decrypt_object(&self.state, id, object).map_err(|_| ReadError::Damaged)
    }
}
