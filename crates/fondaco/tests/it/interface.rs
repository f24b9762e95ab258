//! The interface is a contract: what the descriptions give is what is committed.

use std::path::Path;

/// Writes the file anew when `FONDACO_GOLDEN` is set, else compares.
fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("FONDACO_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("the folder can be made");
        std::fs::write(&path, text).expect("the golden file can be written");
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == text,
        "the interface changed: read the difference, then run with FONDACO_GOLDEN=1 and commit {name}"
    );
}

#[test]
fn the_openapi_document_is_the_committed_one() {
    let document = web::openapi::of_program(&fondaco::registry(), fondaco::PRINTS);
    golden("openapi.json", &(serde_json::to_string_pretty(&document).expect("it is JSON") + "\n"));
}
