//! A commendation of the sample office, from the quota to the honour: 七一 2012.

use rust_xlsxwriter::Workbook;
use serde_json::Value;
use xianfeng_tests::Desk;

const P: &str = "七一表彰";
const MEMBER: &str = "优秀共产党员";
const BRANCH: &str = "先进基层党组织";

/// The sample office in May, with the programme and its quotas.
fn desk() -> Desk {
    let mut desk = Desk::with_sample();
    desk.today = "2012-05-20".into();
    let add = [
        "programme",
        "add",
        "--year",
        "2012",
        "--name",
        P,
        "--level",
        "县级",
        "--basis",
        "县委发〔2012〕9号",
    ];
    let row = desk.json(&add);
    assert_eq!(row["steps"], serde_json::json!(["考核", "推荐", "公示", "审定", "表彰"]));
    for words in [
        vec!["--kind", MEMBER, "--most", "4"],
        vec!["--kind", MEMBER, "--organization", "机关党支部", "--least", "1", "--most", "2"],
        vec!["--kind", MEMBER, "--domain", "社会中介组织", "--most", "2"],
        vec!["--kind", BRANCH, "--most", "2"],
    ] {
        desk.ok(&[&["programme", "quota", P][..], &words].concat());
    }
    desk
}

fn nominate(desk: &Desk, words: &[&str]) -> Value {
    desk.json(&[&["nominate", "--programme", P][..], words].concat())
}

fn advance(desk: &Desk, words: &[&str]) -> Value {
    desk.json(&[&["advance", "--programme", P][..], words].concat())
}

fn refused(desk: &Desk, words: &[&str]) -> String {
    desk.refused(&[&["advance", "--programme", P][..], words].concat())
}

fn nomination(desk: &Desk, name: &str) -> Value {
    let all = desk.json(&["list", "nominations", "--programme", P]);
    all.as_array().unwrap().iter().find(|row| row["name"] == name).unwrap().clone()
}

fn check(row: &Value, name: &str) -> (String, String) {
    let all = row["checks"].as_array().unwrap();
    let found = all.iter().find(|check| check["name"] == name).unwrap();
    let word = |key: &str| found[key].as_str().unwrap().to_owned();
    (word("outcome"), word("figures"))
}

fn sheet(desk: &Desk, rows: &[[&str; 6]]) -> String {
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    let header = ["序号", "类别", "姓名/党组织名称", "所在党支部", "推荐单位", "主要事迹"];
    for (row, cells) in (0..).zip([header].iter().chain(rows)) {
        for (column, cell) in (0..).zip(cells) {
            page.write_string(row, column, *cell).unwrap();
        }
    }
    let path = desk.path("推荐对象汇总表.xlsx");
    workbook.save(&path).unwrap();
    path.to_string_lossy().into_owned()
}

#[test]
fn from_the_quota_to_the_honour() {
    let mut desk = desk();

    // By import: two members and a branch. 雷健 comes in with the sheet, 莫强 too.
    let file = sheet(
        &desk,
        &[
            ["1", BRANCH, "机关党支部", "", "", "支部建设扎实"],
            ["2", MEMBER, "雷健", "机关党支部", "机关党支部", "长期坚持入户走访"],
            ["3", MEMBER, "范静玲", "公证处党支部", "公证处党支部", "办证便民"],
        ],
    );
    let import = |words: &[&str]| {
        desk.json(&[&["import", "nominations", &file, "--programme", P][..], words].concat())
    };
    let checked = import(&["--check"]);
    assert_eq!((checked["created"].as_u64(), checked["applied"].as_bool()), (Some(3), Some(false)));
    assert_eq!(import(&[])["created"], 3);
    assert_eq!(import(&[])["unchanged"], 3, "the same sheet again changes nothing");

    // By hand: a lawyer, and a probationary member, who fails with the day and the standing.
    nominate(&desk, &["--kind", MEMBER, "--member", "余德东", "--reason", "义务法律咨询"]);
    let reason = "事".repeat(301);
    let words = ["--kind", MEMBER, "--member", "彭旭勇", "--reason", &reason];
    let report = nominate(&desk, &words);
    let notes: Vec<&str> =
        report["notes"].as_array().unwrap().iter().map(|note| note.as_str().unwrap()).collect();
    assert_eq!(notes[0], "主要事迹301字，超过300字；审批表里只能印摘要，请精简，详细材料另附。");
    assert!(notes.contains(&"“彭旭勇”正式党员不符合：2012年5月20日为预备党员。"), "{notes:?}");
    let row = &report["nominations"][0];
    assert_eq!(row["nominated_by"], "县法律工作者协会党支部", "the member's own branch");
    assert_eq!(
        check(row, "名额"),
        ("符合".into(), "优秀共产党员已推荐4，名额4；社会中介组织已推荐2，名额2".into())
    );
    assert_eq!(check(row, "比例"), ("符合".into(), "已推荐4，上限4（正式党员64×5/100，进一）".into()));
    let said = desk.refused(&["nominate", "--programme", P, "--kind", MEMBER, "--member", "彭旭勇"]);
    assert!(said.contains("已于2012年5月20日推荐为优秀共产党员（在推），不用再推荐"), "{said}");

    // The figures of the evaluation are those of `tally`.
    let tally = desk.json(&["tally", "--member", "雷健", "--period", "2012"]);
    let (outcome, figures) = check(&nomination(&desk, "雷健"), "群众评议");
    let rate = tally["satisfied_rate"].as_str().unwrap();
    assert_eq!(outcome, "符合");
    assert!(figures.starts_with(&format!("满意率{rate}%（")), "{figures}");

    // 考核, 推荐: none skipped, no day before the one before.
    desk.today = "2012-06-18".into();
    advance(&desk, &["--all", "--to", "考核", "--on", "2012-05-28"]);
    let said = refused(&desk, &["--member", "雷健", "--to", "公示", "--on", "2012-05-29"]);
    assert!(said.contains("“雷健”：还没有登记“推荐”，不能登记“公示”"), "{said}");
    let said = refused(&desk, &["--all", "--to", "推荐", "--on", "2012-05-27"]);
    assert!(said.contains("有5项推荐不能这样登记，都没有登记"), "{said}");
    assert!(said.contains("“推荐”的日期2012年5月27日早于上一步“考核”（2012年5月28日）"), "{said}");
    advance(&desk, &["--kind", BRANCH, "--to", "推荐", "--on", "2012-06-01"]);
    let rest = advance(&desk, &["--all", "--to", "推荐", "--on", "2012-06-01", "--by", "县司法局党组"]);
    assert_eq!(rest["nominations"].as_array().unwrap().len(), 4);
    assert_eq!(rest["notes"][0], "已登记过“推荐”、这次没有再登记：机关党支部。");

    // 公示 over 端午: Friday 22 June is off.
    let said = refused(&desk, &["--all", "--to", "公示", "--on", "2012-06-18", "--until", "2012-06-22"]);
    assert!(said.contains("2012年6月18日至2012年6月22日只有4个工作日，公示须不少于5个工作日"), "{said}");
    assert!(said.contains("最早可公示到2012年6月25日"), "{said}");
    let published = advance(&desk, &["--all", "--to", "公示", "--on", "2012-06-18"]);
    assert_eq!(published["nominations"][0]["steps"][2]["until"], "2012-06-25");
    assert_eq!(
        published["notes"][0],
        "“公示”2012年6月18日至2012年6月25日，共5个工作日；期满后才能登记下一步。"
    );

    // Objections against two; one candidate is withdrawn.
    desk.today = "2012-06-27".into();
    advance(&desk, &["--member", "余德东", "--object", "反映收费不规范", "--on", "2012-06-20"]);
    advance(&desk, &["--member", "范静玲", "--object", "反映办证拖延", "--on", "2012-06-21"]);
    let said = refused(&desk, &["--member", "余德东", "--to", "审定", "--on", "2012-06-26"]);
    assert!(said.contains("有异议没有处理，不能登记“审定”"), "{said}");
    let settle = ["--settle", "upheld", "--finding", "经查属实", "--on", "2012-06-25"];
    advance(&desk, &[&["--member", "余德东"][..], &settle].concat());
    assert_eq!(nomination(&desk, "余德东")["state"], "未通过");
    let said = refused(&desk, &["--member", "余德东", "--to", "审定", "--on", "2012-06-26"]);
    assert!(said.contains("该推荐未通过，不能再登记"), "{said}");
    let settle = ["--settle", "dismissed", "--finding", "经查不实", "--on", "2012-06-25"];
    advance(&desk, &[&["--member", "范静玲"][..], &settle].concat());
    advance(&desk, &["--kind", BRANCH, "--organization", "机关党支部", "--withdraw", "--on", "2012-06-26"]);
    let withdrawn = nomination(&desk, "机关党支部");
    assert_eq!((withdrawn["state"].as_str(), withdrawn["step"].as_str()), (Some("已撤回"), Some("公示")));

    // 审定: the probationary member is held back, and not carried.
    let said = refused(&desk, &["--member", "雷健", "--to", "审定", "--on", "2012-06-25"]);
    assert!(said.contains("“公示”到2012年6月25日结束，2012年6月25日还不能登记“审定”"), "{said}");
    let said = refused(&desk, &["--all", "--to", "审定", "--on", "2012-06-26"]);
    assert!(said.contains("核查不符合：正式党员（2012年5月20日为预备党员）"), "{said}");
    assert!(said.contains("--despite"), "{said}");
    let words = ["--member", "彭旭勇", "--to", "审定", "--outcome", "不通过", "--opinion", "预备期未满"];
    advance(&desk, &[&words[..], &["--on", "2012-06-26"]].concat());
    assert_eq!(nomination(&desk, "彭旭勇")["state"], "未通过");
    let words = ["--all", "--to", "审定", "--on", "2012-06-26", "--by", "县委常委会", "--opinion", "同意"];
    let despite = ["--despite", "承诺延期已经群众同意"];
    let decided = advance(&desk, &[&words[..], &despite].concat());
    for row in decided["nominations"].as_array().unwrap() {
        let opinion = row["steps"][3]["opinion"].as_str().unwrap();
        let failed = row["checks"].as_array().unwrap().iter().any(|check| check["outcome"] == "不符合");
        assert_eq!(opinion.contains("承诺延期已经群众同意（核查不符合："), failed, "{opinion}");
        assert!(opinion.starts_with("同意"), "{opinion}");
    }

    // 表彰: honours enter the record, stay, and one undo takes them back.
    let words = ["--all", "--to", "表彰", "--on", "2012-06-27", "--by", "县委"];
    advance(&desk, &[&words[..], &despite].concat());
    let honours = desk.json(&["list", "honours", "--programme", P]);
    let names: Vec<&str> =
        honours.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["雷健", "范静玲"]);
    assert_eq!(honours[0]["title"], MEMBER);
    assert_eq!(honours[0]["level"], "县级");
    assert_eq!(honours[0]["granted_by"], "县委");
    assert_eq!(nomination(&desk, "雷健")["state"], "已表彰");
    let programmes = desk.json(&["list", "programmes"]);
    assert_eq!(programmes[0]["kinds"][1]["honoured"], 2);
    assert_eq!(programmes[0]["quotas"][1]["count"], 2, "only those 在推 or 已表彰 take up quota");
    assert_eq!(desk.json(&["verify"])["ok"], true);
    let newest = || desk.json(&["history", "--limit", "1"])[0].clone();
    assert_eq!(newest()["name"], "登记表彰步骤");
    assert_eq!(newest()["detail"], "表彰，2项推荐", "no names in the history");
    desk.ok(&["undo"]);
    assert_eq!(desk.json(&["list", "honours"]), serde_json::json!([]));
    assert_eq!(nomination(&desk, "雷健")["state"], "在推");
    desk.ok(&["redo"]);
    assert_eq!(desk.json(&["list", "honours", "--programme", P]), honours);
    assert_eq!(desk.json(&["verify"])["ok"], true);
}

#[test]
fn a_second_title_fails_and_next_year_the_honour_is_to_confirm() {
    let mut desk = desk();
    nominate(&desk, &["--kind", MEMBER, "--member", "雷健"]);
    let second = nominate(&desk, &["--kind", "优秀党务工作者", "--member", "雷健"]);
    let found = check(&second["nominations"][0], "不同时授予两个称号");
    assert_eq!(found, ("不符合".into(), "同时推荐为优秀共产党员（在推）".into()));
    let said = refused(&desk, &["--member", "雷健", "--to", "考核"]);
    assert!(said.contains("“雷健”有2项推荐") && said.contains("请用 --kind 指明是哪个类别"), "{said}");
    advance(&desk, &["--kind", "优秀党务工作者", "--member", "雷健", "--withdraw"]);
    assert_eq!(check(&nomination(&desk, "雷健"), "不同时授予两个称号").0, "符合");
    desk.today = "2012-07-01".into();
    for (step, on) in [("考核", "2012-05-21"), ("推荐", "2012-05-22"), ("公示", "2012-06-18")] {
        advance(&desk, &["--all", "--to", step, "--on", on]);
    }
    for (step, on) in [("审定", "2012-06-28"), ("表彰", "2012-07-01")] {
        advance(&desk, &["--all", "--to", step, "--on", on, "--despite", "群众公认"]);
    }
    desk.today = "2013-06-01".into();
    desk.ok(&["programme", "add", "--year", "2013", "--name", P, "--level", "县级"]);
    let said = desk.refused(&["nominate", "--programme", P, "--kind", MEMBER, "--member", "雷健"]);
    assert!(said.contains("有2次表彰活动叫“七一表彰”") && said.contains("请用 --year 指明年度"), "{said}");
    let again =
        desk.json(&["nominate", "--programme", P, "--year", "2013", "--kind", MEMBER, "--member", "雷健"]);
    let row = &again["nominations"][0];
    assert_eq!(check(row, "近期未受同类表彰"), ("待确认".into(), "2012年7月1日获县级优秀共产党员".into()));
    assert_eq!(check(row, "群众评议"), ("待确认".into(), "本年度群众评议尚未登记".into()));
    desk.ok(&["advance", "--programme", P, "--year", "2013", "--all", "--to", "考核"]);
    desk.ok(&["advance", "--programme", P, "--year", "2013", "--all", "--to", "推荐"]);
    let words = ["advance", "--programme", P, "--year", "2013", "--all", "--to", "公示"];
    let published = desk.json(&words);
    assert_eq!(published["nominations"][0]["steps"][2]["until"], "2013-06-07");
    assert_eq!(
        published["notes"][1],
        "没有2013年的节假日安排，工作日只扣除了周末；请对照当年放假通知核对公示期。"
    );
}

#[test]
fn an_office_has_its_own_rules_as_data() {
    let desk = desk();
    let path = desk.path("办法.toml");
    let standard =
        std::fs::read_to_string(xianfeng_tests::workspace().join("assets/commendations/standard.toml"))
            .unwrap();
    let own =
        standard.replace("name = \"优秀共产党员\"", "name = \"抗旱先进个人\"").replace("\"审定\", ", "");
    for (text, sentence) in [
        (
            own.replace("award-step = \"表彰\"", "award-step = \"授奖\""),
            "表彰办法第7行（award-step）：“授奖”应是 steps 的最后一步",
        ),
        (own.replace("measure", "mesure"), "表彰办法第12行（mesure）：写得不对，读不出来"),
    ] {
        xianfeng_core::files::write(&path, text.as_bytes()).unwrap();
        let words =
            ["programme", "add", "--year", "2012", "--name", "抗旱", "--level", "乡镇", "--definition"];
        let said = desk.refused(&[&words[..], &[path.to_str().unwrap()]].concat());
        assert!(said.contains(sentence), "{said}");
    }
    xianfeng_core::files::write(&path, own.as_bytes()).unwrap();
    let words = ["programme", "add", "--year", "2012", "--name", "抗旱", "--level", "乡镇", "--definition"];
    let row = desk.json(&[&words[..], &[path.to_str().unwrap()]].concat());
    assert_eq!(row["kinds"][1]["name"], "抗旱先进个人");
    assert_eq!(row["steps"], serde_json::json!(["考核", "推荐", "公示", "表彰"]));
    let said = desk.refused(&["nominate", "--programme", "抗旱", "--kind", MEMBER, "--member", "雷健"]);
    assert!(said.contains("本次表彰没有“优秀共产党员”这个类别") && said.contains("抗旱先进个人"), "{said}");
}

#[test]
fn a_standing_of_the_year_stands_beside_the_branch() {
    let desk = desk();
    desk.ok(&["standing", "机关党支部", "--year", "2012", "--as", "先进", "--measure", "经验推广"]);
    let report = nominate(&desk, &["--kind", BRANCH, "--organization", "机关党支部"]);
    assert_eq!(report["nominations"][0]["standing"], "先进");
    assert_eq!(report["nominations"][0]["nominated_by"], "县司法局党组");
    let said = desk.refused(&["standing", "机关党支部", "--year", "2013", "--as", "先进"]);
    assert!(said.contains("2013年还没有到，不能登记分类"), "{said}");
    let said = desk.refused(&["standing", "机关支部", "--year", "2012", "--as", "先进"]);
    assert!(said.contains("是不是“机关党支部”"), "{said}");
    let output = desk.run(&["standing", "机关党支部", "--year", "2012", "--as", "优秀"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn what_cannot_be_moved_says_why() {
    let desk = desk();
    let said = refused(&desk, &["--all", "--to", "考核"]);
    assert!(said.contains("没有可以登记“考核”的推荐对象") && said.contains("xianfeng nominate"), "{said}");
    nominate(&desk, &["--kind", MEMBER, "--member", "雷健"]);
    for (words, sentence) in [
        (vec!["--all", "--withdraw"], "撤回和异议要逐个登记"),
        (vec!["--all", "--to", "公决"], "本次表彰没有“公决”这一步"),
        (vec!["--kind", "优秀团员", "--to", "考核"], "本次表彰没有“优秀团员”这个类别"),
        (vec!["--member", "莫强", "--to", "考核"], "“莫强”不在“七一表彰”的推荐对象里"),
        (
            vec!["--member", "雷健", "--to", "考核", "--on", "2012-05-21"],
            "日期2012年5月21日晚于今天（2012年5月20日）",
        ),
        (vec!["--member", "雷健", "--object", "反映"], "还没有登记“公示”，不能登记异议"),
        (vec!["--member", "雷健", "--settle", "upheld", "--finding", "属实"], "没有待处理的异议"),
    ] {
        let said = refused(&desk, &words);
        assert!(said.contains(sentence), "{words:?}: {said}");
    }
    let once = advance(&desk, &["--all", "--to", "考核"]);
    assert_eq!(once["nominations"][0]["step"], "考核");
    let said = refused(&desk, &["--all", "--to", "考核"]);
    assert!(said.contains("在推的都已登记过这一步"), "{said}");
    let said = desk.refused(&["list", "nominations", "--programme", "年终表彰"]);
    assert!(said.contains("没有登记名为“年终表彰”的表彰活动") && said.contains("2012年“七一表彰”"), "{said}");
    for words in [
        vec!["nominate", "--programme", P, "--kind", MEMBER],
        vec!["advance", "--programme", P, "--to", "考核"],
        vec!["advance", "--programme", P, "--all"],
        vec!["import", "nominations", "表.xlsx"],
    ] {
        assert_eq!(desk.run(&words).status.code(), Some(2), "{words:?}");
    }
}

/// Words that would be lost are refused, not dropped.
#[test]
fn what_belongs_to_a_step_is_not_given_with_an_objection() {
    let desk = desk();
    let (object, settle) = (vec!["--object", "反映"], vec!["--settle", "dismissed", "--finding", "不实"]);
    for (action, words) in [
        (&object, ["--by", "县委"]),
        (&object, ["--opinion", "同意"]),
        (&object, ["--until", "2012-06-25"]),
        (&object, ["--despite", "群众公认"]),
        (&object, ["--finding", "不实"]),
        (&settle, ["--by", "县纪委"]),
        (&settle, ["--opinion", "同意"]),
        (&settle, ["--outcome", "通过"]),
        (&settle, ["--until", "2012-06-25"]),
        (&vec!["--withdraw"], ["--outcome", "不通过"]),
        (&vec!["--to", "审定"], ["--finding", "不实"]),
    ] {
        let whom = ["advance", "--programme", P, "--member", "雷健"];
        let output = desk.run(&[&whom[..], action, &words].concat());
        assert_eq!(output.status.code(), Some(2), "{action:?} {words:?}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(words[0]) && said.contains("不能"), "{action:?} {words:?}: {said}");
    }
}
