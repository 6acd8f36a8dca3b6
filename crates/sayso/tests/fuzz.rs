//! What the fuzz targets do compiles and works, on a stable compiler and in an instant.

#[allow(unreachable_pub)]
#[path = "../../../fuzz/src/lib.rs"]
mod fuzz;

const TEXT: &str = "The bridge will open in May, Ona Dahl said. “Not a day later,” she added.\n";

#[test]
fn texts() {
    fuzz::split(TEXT);
    fuzz::detect(TEXT);
}

#[test]
fn files() {
    for (name, bytes) in [
        ("a.txt", TEXT.to_owned()),
        ("a.html", format!("<html><body><p>{TEXT}</p></body></html>")),
        ("a.csv", format!("id,text\n1,\"{TEXT}\"\n")),
    ] {
        fuzz::read(name, bytes.as_bytes());
        fuzz::read_by("main_text = \"fast\"", name, bytes.as_bytes());
    }
}

#[test]
fn checkpoints() {
    let noted = |written: &str| {
        format!(
            r#"{{"fingerprint":"FINGERPRINT","records":2,"written":{written},"counts":COUNTS,"renamed":0,"finishing":false}}"#
        )
    };
    for noted in [String::new(), "{}".to_owned(), noted("[0,0,0]"), noted("[9,9,0]"), noted("[9000000,0,0]")]
    {
        fuzz::checkpoint::resume(noted.as_bytes());
    }
}

#[test]
fn damaged_models_and_weights() {
    for damage in [&[][..], &[0, 0, 0, b'x'], &[0, 16, 0, 0xff, 0, 0, 1]] {
        fuzz::learned::model(damage);
        fuzz::learned::weights(damage);
    }
}

#[test]
fn word_lists() {
    for list in ["\0a\tb\n", "\x18chirp\tspeech that\t\naccuse\tnone\n", "\x18\t\t\t\t"] {
        fuzz::learned::lexicon(list.as_bytes());
    }
}
