//! Which schemes there are, and which can be counted.

use super::{
    Mark, Scheme,
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
        ("items 至少要有一项", &|scheme| scheme.items.clear()),
        ("只能有一项总体评价", &|scheme| scheme.items[0].overall = true),
        ("items 里“总体评价”写了两次", &|scheme| scheme.items[0].name = "总体评价".to_owned()),
        ("grades 至少要有一个", &|scheme| scheme.grades.clear()),
        ("grades 最多9个等次", &|scheme| {
            for number in 0..5 {
                let mut grade = scheme.grades[0].clone();
                grade.name = format!("等次{number}");
                scheme.grades.push(grade);
            }
        }),
        ("标为 unknown", &|scheme| scheme.grades[4].score = Some(0)),
        ("超过100分", &|scheme| scheme.grades[0].score = Some(101)),
        ("要么都写，要么都不写（不了解除外）", &|scheme| scheme.grades[0].score = None),
        ("没有一个等次计入满意", &|scheme| {
            scheme.grades.iter_mut().for_each(|grade| grade.satisfied = false);
        }),
        ("categories 至少要有一类", &|scheme| scheme.categories.clear()),
        ("weight 要么每类都写", &|scheme| scheme.categories[0].weight = Some(40)),
        ("weight 应为1至", &|scheme| {
            scheme.categories.iter_mut().for_each(|category| category.weight = Some(0));
        }),
        ("bands 要从高到低", &|scheme| {
            scheme.bands = [("高", 1), ("低", 2)]
                .map(|(name, at_least)| Band { at_least, name: name.to_owned() })
                .to_vec();
        }),
        ("decimals 最多4位小数", &|scheme| scheme.decimals = 5),
        ("key 不能为空", &|scheme| scheme.key = " ".to_owned()),
        ("name 不能为空", &|scheme| scheme.name.clear()),
    ];
    for (expected, edit) in cases {
        let message = refused(edit);
        assert!(message.contains(expected), "{message} should say {expected}");
    }
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
