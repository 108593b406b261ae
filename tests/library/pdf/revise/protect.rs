//! Kits with a password: opened with it, and flattened into files without one.

use std::collections::BTreeMap;
use std::sync::Arc;

use interview_kit::layout::FontSet;
use interview_kit::pdf::read::{ReadError, read, read_with};
use interview_kit::pdf::revise::{Flattening, ReviseError, SavedKit, flatten};
use lopdf::encryption::crypt_filters::{Aes128CryptFilter, Aes256CryptFilter, CryptFilter};
use lopdf::{Document, EncryptionState, EncryptionVersion, Permissions};

use super::filled_kit;
use crate::support::pdf_reader::Reader;

/// The kinds of encryption that programs use.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Way {
    Rc4,
    Aes128,
    Aes256,
}

pub(crate) const WAYS: [Way; 3] = [Way::Rc4, Way::Aes128, Way::Aes256];

/// Makes a filled kit with passwords.
pub(crate) fn protected_kit(way: Way, user: &str, owner: &str) -> Vec<u8> {
    let mut document = Document::load_mem(&filled_kit(|_| ())).unwrap();
    let permissions = Permissions::all();
    let filters = |filter: Arc<dyn CryptFilter>| BTreeMap::from([(b"StdCF".to_vec(), filter)]);
    let name = b"StdCF".to_vec();
    let (user_password, owner_password) = (user, owner);
    let version = match way {
        Way::Rc4 => EncryptionVersion::V2 {
            document: &document,
            owner_password,
            user_password,
            key_length: 128,
            permissions,
        },
        Way::Aes128 => EncryptionVersion::V4 {
            document: &document,
            encrypt_metadata: true,
            crypt_filters: filters(Arc::new(Aes128CryptFilter)),
            stream_filter: name.clone(),
            string_filter: name,
            owner_password,
            user_password,
            permissions,
        },
        Way::Aes256 => EncryptionVersion::V5 {
            encrypt_metadata: true,
            crypt_filters: filters(Arc::new(Aes256CryptFilter)),
            file_encryption_key: &[7; 32],
            stream_filter: name.clone(),
            string_filter: name,
            owner_password,
            user_password,
            permissions,
        },
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    super::save(document)
}

#[test]
fn a_kit_with_a_password_opens_with_it_alone() {
    for way in WAYS {
        let bytes = protected_kit(way, "Geheimnis", "owner");
        assert_eq!(read(&bytes), Err(ReadError::Protected), "{way:?}");
        assert_eq!(read_with(&bytes, Some("geheimnis")), Err(ReadError::WrongPassword), "{way:?}");
        let opened = read_with(&bytes, Some("Geheimnis")).unwrap();
        // A file that another program saved has no mark of this program.
        assert_eq!(opened.fields, read(&filled_kit(|_| ())).unwrap().fields, "{way:?}");
        assert_eq!((opened.filled(), opened.is_ours), (7, true));
    }
}

#[test]
fn a_kit_that_only_its_owner_may_change_opens_without() {
    for way in WAYS {
        let bytes = protected_kit(way, "", "owner");
        assert_eq!(read(&bytes).unwrap().filled(), 7, "{way:?}");
        assert_eq!(read_with(&bytes, Some("needless")).unwrap().filled(), 7, "{way:?}");
    }
    assert_eq!(read_with(&protected_kit(Way::Aes256, "a", "owner"), Some("owner")).unwrap().filled(), 7);
}

#[test]
fn a_record_of_a_kit_with_a_password_has_none_and_says_so() {
    for way in WAYS {
        let password = Some("Geheimnis".to_owned());
        let source = SavedKit { bytes: protected_kit(way, "Geheimnis", "owner"), password };
        let record = flatten(source, Flattening::default(), FontSet::bundled()).unwrap();
        assert!(record.was_protected);
        assert_eq!(read(&record.bytes).unwrap().recorded, 7);
        let text = Reader::open(&record.bytes).all_text();
        assert!(text.contains("Ναυσικά") && text.contains("Score sheet"), "{way:?}");
        let source =
            SavedKit { bytes: protected_kit(way, "Geheimnis", "owner"), password: Some("no".to_owned()) };
        let error = flatten(source, Flattening::default(), FontSet::bundled());
        assert_eq!(error, Err(ReviseError::Read(ReadError::WrongPassword)));
    }
}

#[test]
fn an_encryption_dictionary_inside_the_trailer_is_found() {
    for way in WAYS {
        let file = protected_kit(way, "open", "owner");
        let find = |text: &[u8]| file.windows(text.len()).rposition(|part| part == text).unwrap();
        let entry = find(b"/Encrypt ");
        let rest = String::from_utf8_lossy(&file[entry..]).into_owned();
        let number = rest.split_whitespace().nth(1).unwrap();
        let start = find(format!("\n{number} 0 obj").as_bytes());
        let dict = start + file[start..].windows(2).position(|part| part == b"<<").unwrap();
        let end = dict + file[dict..].windows(6).position(|part| part == b"endobj").unwrap();
        let reference = format!("/Encrypt {number} 0 R");
        let gone = [b"null".as_slice(), &vec![b' '; end - dict - 4]].concat();
        let direct = [
            &file[..dict],
            &gone,
            &file[end..entry],
            b"/Encrypt ".as_slice(),
            file[dict..end].trim_ascii_end(),
            &file[entry + reference.len()..],
        ]
        .concat();
        let filled = read_with(&direct, Some("open")).unwrap_or_else(|error| panic!("{way:?}: {error:?}"));
        assert!(filled.is_protected && filled.filled() > 0 && !filled.is_recovered, "{way:?}");
        assert_eq!(read(&direct), Err(ReadError::Protected), "{way:?}");
    }
}
