//! Which schemes there are, and which can be counted.

use super::{
    Mark, Scheme, SchemePart,
    ready_made::ready_made,
    scheme::{Band, Denominator, Residue, SubjectKind},
    tests::scheme,
};

#[test]
fn every_ready_made_scheme_can_be_counted() {
    let schemes = ready_made().unwrap();
    assert_eq!(schemes.len(), 10);
    for kind in [SubjectKind::Organization, SubjectKind::Member] {
        assert_eq!(scheme(kind.default_scheme()).subject, kind);
    }
    let organization = scheme("organization-004");
    assert_eq!(organization.items.len(), 6);
    assert_eq!(organization.items[3].name, "发挥职能优势为群众办实事、做好事、解难事情况");
    let grades: Vec<_> =
        organization.grades.iter().map(|grade| (grade.name.as_str(), grade.score, grade.satisfied)).collect();
    assert_eq!(
        grades,
        [
            ("满意", Some(100), true),
            ("比较满意", Some(80), true),
            ("基本满意", Some(60), true),
            ("不满意", Some(40), false),
            ("不了解", None, false),
        ]
    );
    assert!(!scheme("member-review").probationary);
}

#[test]
fn the_definition_under_the_table_follows_the_scheme() {
    let mut scheme = scheme("organization-004");
    assert_eq!(
        scheme.definition_sentence(),
        "满意率＝（满意＋比较满意＋基本满意）÷有效票×100%；百分数四舍五入保留两位小数，合计可能不等于100%。"
    );
    (scheme.denominator, scheme.decimals, scheme.residue) =
        (Denominator::MarkedWithoutUnknown, 1, Residue::LastNonZero);
    assert_eq!(
        scheme.definition_sentence(),
        "满意率＝（满意＋比较满意＋基本满意）÷该项已划等次的票（不含不了解）×100%；百分数四舍五入保留一位小数，尾差计入最后一个有票的等次。"
    );
    assert!(
        crate::evaluations::tests::scheme("member-satisfied")
            .definition_sentence()
            .starts_with("满意率＝满意÷有效票×100%；")
    );
}

#[test]
fn a_scheme_that_cannot_be_counted_says_why() {
    let refused = |edit: &dyn Fn(&mut Scheme)| {
        let mut scheme = scheme("organization-004");
        edit(&mut scheme);
        scheme.check().unwrap_err().message
    };
    type Case<'a> = (&'a str, &'a dyn Fn(&mut Scheme));
    let cases: &[Case<'_>] = &[
        ("评议内容至少要有一项", &|scheme| scheme.items.clear()),
        ("只能有一项总体评价", &|scheme| scheme.items[0].overall = true),
        ("评议内容里“总体评价”写了两次", &|scheme| {
            scheme.items[0].name = "总体评价".to_owned();
        }),
        ("等次至少要有一个", &|scheme| scheme.grades.clear()),
        ("等次最多9个", &|scheme| {
            for number in 0..5 {
                let mut grade = scheme.grades[0].clone();
                grade.name = format!("等次{number}");
                scheme.grades.push(grade);
            }
        }),
        ("“不了解”是不了解一类，不能计分", &|scheme| scheme.grades[4].score = Some(0)),
        ("超过100分", &|scheme| scheme.grades[0].score = Some(101)),
        ("等次的分值要么都填，要么都不填（不了解除外）", &|scheme| {
            scheme.grades[0].score = None;
        }),
        ("等次没有一个计入满意", &|scheme| {
            scheme.grades.iter_mut().for_each(|grade| grade.satisfied = false);
        }),
        ("评议人类别至少要有一类", &|scheme| scheme.categories.clear()),
        ("评议人类别的权重要么每类都填", &|scheme| scheme.categories[0].weight = Some(40)),
        ("评议人类别的权重应为1至", &|scheme| {
            scheme.categories.iter_mut().for_each(|category| category.weight = Some(0));
        }),
        ("得分档次要从高到低", &|scheme| {
            scheme.bands = [("高", 1), ("低", 2)]
                .map(|(name, at_least)| Band { at_least, name: name.to_owned() })
                .to_vec();
        }),
        ("小数位数最多4位", &|scheme| scheme.decimals = 5),
        ("方案编号（key）不能为空", &|scheme| scheme.key = " ".to_owned()),
        ("方案名称不能为空", &|scheme| scheme.name.clear()),
    ];
    for (expected, edit) in cases {
        let message = refused(edit);
        assert!(message.contains(expected), "{message} should say {expected}");
    }
}

#[test]
fn every_fault_of_a_scheme_is_said_at_its_field() {
    let mut scheme = scheme("organization-004");
    scheme.name.clear();
    scheme.items.clear();
    scheme.grades[0].score = Some(101);
    let faults: Vec<_> = scheme.faults().into_iter().map(|fault| (fault.part, fault.message)).collect();
    assert_eq!(
        faults,
        [
            (SchemePart::Name, "方案名称不能为空".to_owned()),
            (SchemePart::Items, "评议内容至少要有一项不是总体评价的内容".to_owned()),
            (SchemePart::Grades, "等次里“满意”的分值超过100分".to_owned()),
        ]
    );
    let error = scheme.check().unwrap_err();
    assert_eq!(
        (error.message.as_str(), error.details.len()),
        ("评议方案“organization-004”不能使用：方案名称不能为空", 3)
    );
    assert!(error.terminal.unwrap().contains("name"), "a scheme's file finds its key");
}

#[test]
fn the_rules_of_a_scheme_read_as_sentences() {
    let rules = scheme("organization-004").rules_in_words();
    assert_eq!(
        rules[1..],
        [
            "满意率＝（满意＋比较满意＋基本满意）÷有效票×100%；百分数四舍五入保留两位小数，合计可能不等于100%。",
            "得分：满意100分、比较满意80分、基本满意60分、不满意40分，按票数平均，各项（总体评价除外）再平均；弃权、项无效、不了解不计分。",
            "汇总表显示“总体评价”一项。",
            "统计表按党员、群众（本单位群众代表、下属单位群众代表）、服务对象（服务对象代表）、其他（非中共党员合伙人、上级党组织、人大代表、政协委员、其他）分栏。",
        ]
    );
    let mut weighted = scheme("member-review");
    weighted.categories.retain(|category| category.name == "党员" || category.name == "服务对象代表");
    weighted
        .categories
        .iter_mut()
        .zip([60, 40])
        .for_each(|(category, weight)| category.weight = Some(weight));
    weighted.bands =
        [("好", 9_000), ("差", 0)].map(|(name, at_least)| Band { at_least, name: name.to_owned() }).to_vec();
    weighted.items.retain(|item| !item.overall);
    let rules = weighted.rules_in_words().join("");
    for part in [
        "先算各类评议人的得分，再按权重加权平均（党员60、服务对象代表40）；没有票的类别，权重由其余类别分担。",
        "得分档次：90分以上为好，0分以上为差（以上含本数）。",
        "预备党员参加评议但不评定等次，不计入应评。",
        "没有总体评价一项，汇总表显示各项票数之和。",
    ] {
        assert!(rules.contains(part), "{rules}");
    }
}

#[test]
fn the_number_pad_enters_every_mark() {
    let keys: Vec<_> = scheme("organization-004")
        .legend()
        .into_iter()
        .map(|key| format!("{} {} {}", key.keys, key.label, key.letter))
        .collect();
    assert_eq!(
        keys,
        [
            "1 满意 1",
            "2 比较满意 2",
            "3 基本满意 3",
            "4 不满意 4",
            "5 不了解 5",
            "0 或 . 弃权 -",
            "* 或 / 项无效 x"
        ]
    );
}

#[test]
fn a_scheme_file_is_read_with_the_default_satisfied_grades() {
    let text = "key = 'a'\nname = '甲'\nsubject = '党员'\ndecimals = 2\nitems = [{ name = '德' }]\ncategories = [{ name = '党员', group = '党员' }]\n";
    let scheme = Scheme::parse(&format!(
        "{text}grades = [{{ name = '好' }}, {{ name = '中' }}, {{ name = '差' }}, {{ name = '不了解', unknown = true }}]"
    ))
    .unwrap();
    let satisfied: Vec<_> = scheme.grades.iter().map(|grade| grade.satisfied).collect();
    assert_eq!(satisfied, [true, true, false, false], "every grade but the last and 不了解");
    assert!(scheme.probationary);

    let error = Scheme::parse(&format!("{text}grades = [{{ nmae = '好' }}]")).unwrap_err();
    assert_eq!(error.message, "评议方案第7行附近写得不对，读不出来");
    assert!(error.details[0].contains("nmae"));
}

#[test]
fn a_mark_beyond_the_ninth_grade_cannot_be_kept() {
    assert_eq!(super::marks::encode(&[Mark::Grade(9)]), None);
    assert_eq!(super::marks::decode("1?"), None);
}
