//! The catalogue: keys, names, arguments, refusals.

use std::collections::BTreeSet;

use crate::{
    ErrorCode,
    statistics::indicators::{Value, catalogue, find},
};

#[test]
fn every_indicator_is_found_by_its_key_and_explains_itself_in_one_sentence() {
    let mut keys = BTreeSet::new();
    for indicator in catalogue() {
        let key = indicator.key.clone();
        let found = find(&key).unwrap();
        assert_eq!((&found.key, &found.name), (&key, &indicator.name));
        assert!(keys.insert(key.clone()), "{key} stands twice");
        assert!(!indicator.name.is_empty(), "{key}");
        assert!(indicator.explanation.ends_with('。'), "{key}: {}", indicator.explanation);
        assert_eq!(indicator.explanation.matches('。').count(), 1, "{key}: {}", indicator.explanation);
    }
}

#[test]
fn the_contract_keys_are_there() {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let mut keys = Vec::new();
    let mut of = |room: &str, text: &str| keys.extend(words(text).iter().map(|key| format!("{room}.{key}")));
    of(
        "members",
        "total full probationary standing_unknown male female sex_unknown han minority ethnicity_unknown \
         age[..30] age[31..35] age[36..40] age[41..45] age[46..50] age[51..55] age[56..60] age[61..] age_unknown \
         education[研究生] education[大学本科] education[大专] education[中专高中] education[初中及以下] \
         education_unknown college_or_above serving retired category_unknown joined[..1949-09-30] \
         joined[1949-10-01..1978-12-31] joined[1979-01-01..2012-10-31] joined[2012-11-01..] joined_unknown \
         party_age[..9] party_age[10..19] party_age[20..29] party_age[30..39] party_age[40..49] party_age[50..] \
         party_age_none party_age_unknown total_at_start female_rate minority_rate college_rate",
    );
    of(
        "movements",
        "opened admitted turned_full transferred_in transferred_out suspended expelled died restored retired \
         moved_in moved_out increase decrease",
    );
    of(
        "organizations",
        "total committee general_branch branch leading_group group domain[社区] domain[乡镇(街道)] \
         domain_unknown founded dissolved",
    );
    of("pledges", "organizations organizations_due organizations_rate members members_rate");
    for prefix in ["", "organization_", "member_"] {
        for key in words(
            "items due fulfilled fulfilled_due rate rate_of_all overdue status[未启动] status[推进中] \
             status[已兑现] status[部分兑现] status[未兑现] closed fulfilled_in",
        ) {
            of("pledges", &format!("{prefix}{key}"));
        }
    }
    for kind in ["evaluations.organizations", "evaluations.members"] {
        of(
            kind,
            "meetings subjects due done missing coverage voters voters[党员] voters[群众] voters[服务对象] \
             voters[其他] issued collected spoiled valid blank return_rate grade[满意] grade[优秀] \
             grade_rate[满意] abstained voided satisfied satisfied_rate score methods sheets[发出] sheets[收回] \
             sheets[作废] sheets[有效] sheets[空白]",
        );
    }
    of("evaluations", "meetings");
    of("reviews", "branches organizations members");
    of("honours", "total title[优秀共产党员] organizations members");
    for key in keys {
        assert_eq!(find(&key).map(|found| found.key).ok(), Some(key));
    }
}

#[test]
fn arguments_can_be_cut_anywhere_and_stand_in_the_name() {
    for (key, name) in [
        ("members.age[36..40]", "36—40岁"),
        ("members.age[..30]", "30岁及以下"),
        ("members.age[61..]", "61岁及以上"),
        ("members.age[40..]", "40岁及以上"),
        ("members.age[35..35]", "35岁"),
        ("members.party_age[10..19]", "党龄10—19年"),
        ("members.party_age[50..]", "党龄50年及以上"),
        ("members.joined[..1949-09-30]", "1949年9月30日及以前入党"),
        ("members.joined[1949-10-01..1978-12-31]", "1949年10月1日—1978年12月31日入党"),
        ("members.education[中专高中]", "中专高中学历"),
        ("organizations.domain[社区]", "社区领域党组织"),
        ("evaluations.members.grade[优秀]", "党员评议“优秀”票"),
        ("honours.title[抗旱先进个人]", "“抗旱先进个人”"),
    ] {
        assert_eq!(find(key).unwrap().name, name, "{key}");
    }
}

#[test]
fn a_bad_argument_is_refused_with_how_to_write_it() {
    for (key, hint) in [
        ("members.age[x]", "members.age[36..40]"),
        ("members.age[40..36]", "members.age[36..40]"),
        ("members.age[..]", "members.age[36..40]"),
        ("members.age[36]", "members.age[36..40]"),
        ("members.age[]", "members.age[36..40]"),
        ("members.age", "members.age[36..40]"),
        ("members.education[本科]", "研究生、大学本科、大专、中专高中、初中及以下"),
        ("members.joined[1949..1978]", "members.joined[1979-01-01..2012-10-31]"),
        ("members.party_age[-1..3]", "members.party_age[10..19]"),
        ("organizations.domain[机关]", "县直机关、乡镇(街道)、村"),
        ("pledges.member_status[完成]", "未启动、推进中、已兑现、部分兑现、未兑现"),
        ("evaluations.members.voters[干部]", "党员、群众、服务对象、其他"),
        ("evaluations.members.sheets[张]", "发出、收回、作废、有效、空白"),
        ("honours.title[]", "honours.title[优秀共产党员]"),
    ] {
        let error = find(key).err().unwrap();
        assert_eq!((error.code, error.message), (ErrorCode::Refused, format!("指标“{key}”的写法不对")));
        assert!(error.hint.as_deref().unwrap_or_default().contains(hint), "{key}: {:?}", error.hint);
    }
}

#[test]
fn an_unknown_key_names_the_nearest_ones() {
    let error = find("members.totals").err().unwrap();
    assert_eq!((error.code, error.message.as_str()), (ErrorCode::NotFound, "没有名为“members.totals”的指标"));
    assert_eq!(error.details.first().map(String::as_str), Some("members.total"));
    assert!(error.hint.unwrap().starts_with("是不是“members.total”"));
    let error = find("党员数").err().unwrap();
    assert!(error.details.is_empty());
    assert_eq!(error.hint.as_deref(), Some("请从指标目录里选。"));
    assert_eq!(error.at_terminal().hint.as_deref(), Some("用 xianfeng indicators 查看全部指标。"));
    assert_eq!(find("members.total[3]").err().map(|error| error.code), Some(ErrorCode::NotFound));
}

#[test]
fn national_figures_print_the_percentages_of_the_bulletin() {
    let share = |part, whole, decimals| Value::Share { part, whole }.printed(decimals);
    // 2021, in thousands of members.
    assert_eq!(share(28_431, 96_712, 1), "29.4");
    assert_eq!(share(7_285, 96_712, 1), "7.5");
    assert_eq!(share(51_461, 96_712, 1), "53.2");
    assert_eq!(share(45, 61, 2), "73.77");
    assert_eq!(share(45, 61, 0), "74");
    assert_eq!(share(66, 85, 2), "77.65");
    assert_eq!(share(7_221, 7_425, 1), "97.3");
    assert_eq!(share(0, 0, 2), "—");
    assert_eq!(Value::Unknown.printed(2), "—");
    assert_eq!(Value::Number(1_748, 20).printed(2), "87.40");
    assert_eq!(Value::Number(1, 0).printed(2), "—");
    assert_eq!(Value::Count(66).printed(2), "66");
}
