//! Files that are encrypted: the key to them, from a password or from none.
//!
//! The library opens such files in a way of its own that keeps no count of what it reads. So it is not
//! told that a file is encrypted: the names that say so are hidden from it (`guard`), and each object
//! is decrypted as it comes.

use lopdf::encryption::{PasswordAlgorithm, decrypt_object};
use lopdf::xref::{Xref, XrefEntry};
use lopdf::{Document, EncryptionState, Object, ObjectId};

use super::error::ReadError;
use super::guard::HIDDEN_LOCK;

/// What decrypts the objects of a file.
pub(super) struct Key {
    state: EncryptionState,
    /// Where each object stands: those packed into streams are encrypted with them.
    index: Xref,
    /// The object that says how the file is encrypted, which is not encrypted itself.
    lock: Option<ObjectId>,
}

/// The object that says how a file is encrypted, if it is one of its own.
pub(super) fn object(opened: &Document) -> Option<ObjectId> {
    opened.trailer.get(HIDDEN_LOCK).and_then(Object::as_reference).ok()
}

/// The key to a file. `opened` has the trailer, and the object that says how the file is encrypted.
pub(super) fn key(opened: Document, password: Option<&str>) -> Result<Key, ReadError> {
    let lock = object(&opened);
    let mut small = Document::new();
    match (lock, opened.trailer.get(HIDDEN_LOCK)) {
        (Some(id), _) => {
            let object = opened.objects.get(&id).ok_or(ReadError::Damaged)?;
            small.objects.insert(id, object.clone());
            small.trailer.set("Encrypt", id);
        }
        (None, Ok(dict)) => small.trailer.set("Encrypt", dict.clone()),
        // Only an older state of the file says so: nothing tells which of its parts are encrypted.
        (None, Err(_)) => return Err(ReadError::Protected),
    }
    if let Ok(id) = opened.trailer.get(b"ID") {
        small.trailer.set("ID", id.clone());
    }
    let cannot = |_| ReadError::Protected;
    let algorithm = PasswordAlgorithm::try_from(&small).map_err(cannot)?;
    let is_old = small.get_encrypted().and_then(|dict| dict.get(b"R")?.as_i64()).map_err(cannot)? < 5;
    // As the files have it: up to revision 4 in an encoding of one byte for each character.
    let opening = |password: &str| {
        let raw = algorithm.sanitize_password(password).ok()?;
        // The library can make no key from the password of an owner up to revision 4.
        let opens = algorithm.authenticate_user_password(&small, &raw).is_ok()
            || !is_old && algorithm.authenticate_owner_password(&small, &raw).is_ok();
        opens.then_some(raw)
    };
    let raw = match (opening(""), password) {
        (Some(none), _) => none,
        (None, Some(password)) => opening(password).ok_or(ReadError::WrongPassword)?,
        (None, None) => return Err(ReadError::Protected),
    };
    let state = EncryptionState::decode(&small, raw).map_err(cannot)?;
    Ok(Key { state, index: opened.reference_table, lock })
}

impl Key {
    /// Decrypts an object as the library hands it over.
    pub(super) fn open(&self, id: ObjectId, object: &mut Object) -> Result<(), ReadError> {
        let is_whole = matches!(self.index.get(id.0), Some(XrefEntry::Normal { .. }));
        if !is_whole || self.lock == Some(id) {
            return Ok(());
        }
        decrypt_object(&self.state, id, object).map_err(|_| ReadError::Damaged)
    }
}
