//! Each form as plain text, held in `papers/`.

use xianfeng_tests::workspace;

#[test]
fn golden_papers_of_the_sample_office() {
    for (key, papers) in super::desks().iter().flat_map(super::papers) {
        let now: String =
            papers.iter().map(|paper| format!("《{}》\n{}\n", paper.name, paper.plain_text())).collect();
        let path = workspace().join("tests/golden/papers").join(format!("{key}.txt"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            xianfeng_core::files::write(&path, now.as_bytes()).unwrap();
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(golden == now, "{key} reads differently: run `make golden` and read the diff");
    }
}
