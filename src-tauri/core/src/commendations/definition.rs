//! The definition of a programme: TOML of `assets/commendations/` (`README.md` there documents every
//! key), read and checked. Faults name line and key.

use std::{collections::BTreeSet, ops::RangeInclusive};

use super::{Check, Definition, Kind};
use crate::{Error, Result, evaluations::scheme::SubjectKind, text};

/// Working days of 公示 that can be meant.
const PUBLICITY_DAYS: RangeInclusive<u32> = 1..=60;
/// Years back that can be meant.
const YEARS: RangeInclusive<u32> = 1..=50;

/// What is wrong, and under which key: of the whole, or of the kind at a place.
struct Fault {
    kind: Option<usize>,
    key: &'static str,
    message: String,
}

impl Fault {
    fn of(key: &'static str, message: impl Into<String>) -> Self {
        Self { kind: None, key, message: message.into() }
    }
}

impl Definition {
    /// The text of the ready-made definition.
    pub const STANDARD: &str = include_str!("../../../../assets/commendations/standard.toml");

    /// The ready-made definition, `assets/commendations/standard.toml`.
    ///
    /// # Errors
    /// Internal, when the asset is wrong; a test reads it.
    pub fn standard() -> Result<Self> {
        Self::parse(Self::STANDARD).map_err(Error::internal)
    }

    /// Reads a definition as TOML.
    ///
    /// # Errors
    /// Refused, with line and key, when it is not TOML of this shape or cannot be followed.
    pub fn parse(text: &str) -> Result<Self> {
        let definition: Self = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = text.get(..start).map_or(1, |head| head.matches('\n').count() + 1);
            let key =
                text.lines().nth(line - 1).and_then(|line| line.split_once('=')).map(|(key, _)| key.trim());
            refusal(line, key.unwrap_or_default(), "写得不对，读不出来").cause(error.message())
        })?;
        match definition.fault() {
            None => Ok(definition),
            Some(Fault { kind, key, message }) => Err(refusal(line_of(text, kind, key), key, &message)),
        }
    }

    /// As TOML: what [`Definition::parse`] reads as the same definition.
    ///
    /// # Errors
    /// Internal, never for a definition that was parsed.
    pub fn to_toml(&self) -> Result<String> {
        toml::to_string(self).map_err(Error::internal)
    }

    /// The first thing that cannot be followed.
    fn fault(&self) -> Option<Fault> {
        if self.steps.is_empty() || self.steps.iter().any(|step| text::tidy(step) != *step || step.is_empty())
        {
            return Some(Fault::of("steps", "步骤不能为空，也不能有多余的空格"));
        }
        if let Some(step) = twice(self.steps.iter()) {
            return Some(Fault::of("steps", format!("步骤“{step}”写了两次")));
        }
        if self.steps.last() != Some(&self.award_step) {
            return Some(Fault::of("award-step", format!("“{}”应是 steps 的最后一步", self.award_step)));
        }
        if self.publicity_step == self.award_step || !self.steps.contains(&self.publicity_step) {
            let message = format!("“{}”应是 steps 中“{}”之前的一步", self.publicity_step, self.award_step);
            return Some(Fault::of("publicity-step", message));
        }
        if !PUBLICITY_DAYS.contains(&self.publicity_days) {
            return Some(Fault::of("publicity-days", "公示的工作日应在1至60之间"));
        }
        if self.kinds.is_empty() {
            return Some(Fault::of("kind", "至少要有一个表彰类别"));
        }
        if let Some(name) = twice(self.kinds.iter().map(|kind| &kind.name)) {
            let place = self.kinds.iter().rposition(|kind| kind.name == *name);
            return Some(Fault {
                kind: place, key: "name", message: format!("表彰类别“{name}”写了两次")
            });
        }
        let kinds = self.kinds.iter().enumerate();
        kinds.filter_map(|(place, kind)| Some(Fault { kind: Some(place), ..kind.fault()? })).next()
    }

    /// The kind of a name; spaces and widths do not matter.
    pub fn kind(&self, name: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| text::squeeze(&kind.name) == text::squeeze(name))
    }

    /// The kind that a clerk names.
    ///
    /// # Errors
    /// Not found, with the kinds there are.
    pub fn kind_named(&self, name: &str) -> Result<&Kind> {
        self.kind(name).ok_or_else(|| {
            let names: Vec<&str> = self.kinds.iter().map(|kind| kind.name.as_str()).collect();
            Error::not_found(format!("本次表彰没有“{}”这个类别", text::tidy(name)))
                .hint(format!("可选的类别：{}。", names.join("、")))
        })
    }

    /// Place of a kind among the others.
    pub(super) fn place(&self, name: &str) -> usize {
        self.kinds.iter().position(|kind| kind.name == name).unwrap_or(usize::MAX)
    }

    /// Place of a step among the others.
    pub(super) fn step_place(&self, name: &str) -> Option<usize> {
        self.steps.iter().position(|step| step == name)
    }
}

impl Kind {
    fn fault(&self) -> Option<Fault> {
        let for_members = self.subject == SubjectKind::Member;
        if self.name.is_empty() || text::tidy(&self.name) != self.name {
            return Some(Fault::of("name", "类别名称不能为空，也不能有多余的空格"));
        }
        if self.measure.trim().is_empty() {
            return Some(Fault::of("measure", "量词不能为空，党员写“名”，党组织写“个”"));
        }
        let shared = self.checks.contains(&Check::WithinShare);
        match self.share {
            Some(_) if !for_members => {
                return Some(Fault::of("share", "比例按正式党员数计算，只能用于评选党员的类别"));
            }
            Some(share) if share.part == 0 || share.part > share.whole => {
                return Some(Fault::of("share", "比例应大于0、不超过1，例如 part = 5, whole = 100"));
            }
            Some(_) if !shared => {
                return Some(Fault::of("share", "写了比例，checks 里却没有 within-share，比例不会起作用"));
            }
            None if shared => return Some(Fault::of("checks", "有 within-share，却没有写比例 share")),
            _ => {}
        }
        self.checks.iter().find_map(|check| match check {
            Check::FullMember if !for_members => {
                Some(Fault::of("checks", "full-member 只能用于评选党员的类别"))
            }
            Check::Satisfied { at_least } | Check::PledgesFulfilled { at_least } if *at_least > 100 => {
                Some(Fault::of("checks", format!("at-least = {at_least} 超过100%")))
            }
            Check::NotRecentlyHonoured { years } if !YEARS.contains(years) => {
                Some(Fault::of("checks", "years 应在1至50之间"))
            }
            _ => None,
        })
    }
}

fn twice<'a>(mut names: impl Iterator<Item = &'a String>) -> Option<&'a String> {
    let mut seen = BTreeSet::new();
    names.find(|name| !seen.insert(*name))
}

fn refusal(line: usize, key: &str, message: &str) -> Error {
    let key = if key.is_empty() { String::new() } else { format!("（{key}）") };
    Error::refused(format!("表彰办法第{line}行{key}：{message}"))
        .hint("写法见 assets/commendations/README.md，可对照 standard.toml 检查键名、引号和括号。")
}

/// The line of a key, in the block of the kind at a place; the first line when it is not there.
fn line_of(text: &str, kind: Option<usize>, key: &str) -> usize {
    let lines = || text.lines().enumerate().map(|(place, line)| (place + 1, line.trim()));
    let starts = |line: &str| {
        line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='))
            || line == format!("[[{key}]]")
    };
    let block = match kind {
        None => 0,
        Some(place) => {
            lines().filter(|(_, line)| *line == "[[kind]]").nth(place).map_or(0, |(number, _)| number)
        }
    };
    lines().find(|(number, line)| *number >= block && starts(line)).map_or(block.max(1), |(number, _)| number)
}

impl Check {
    /// What the check is called on paper and screen.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::FullMember => "正式党员",
            Self::Satisfied { .. } => "群众评议",
            Self::PledgesFulfilled { .. } => "承诺兑现",
            Self::OneTitle => "不同时授予两个称号",
            Self::WithinQuota => "名额",
            Self::WithinShare => "比例",
            Self::NotRecentlyHonoured { .. } => "近期未受同类表彰",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STANDARD: &str = include_str!("../../../../assets/commendations/standard.toml");

    #[test]
    fn the_standard_has_the_steps_and_kinds_of_the_field() {
        let standard = Definition::standard().unwrap();
        assert_eq!(standard.steps, ["考核", "推荐", "公示", "审定", "表彰"]);
        assert_eq!(standard.publicity_days, 5);
        let kinds: Vec<_> = standard.kinds.iter().map(|kind| kind.name.as_str()).collect();
        assert_eq!(kinds, ["先进基层党组织", "优秀共产党员", "优秀党务工作者", "创先争优先进单位"]);
        assert_eq!(standard.kind("优秀共产党员").unwrap().checks.len(), 7);
        let json = serde_json::to_string(&standard).unwrap();
        assert_eq!(serde_json::from_str::<Definition>(&json).unwrap(), standard);
    }

    #[test]
    fn a_fault_names_its_line_and_key() {
        for (from, to, sentence) in [
            (
                "award-step = \"表彰\"",
                "award-step = \"审定\"",
                "表彰办法第7行（award-step）：“审定”应是 steps 的最后一步",
            ),
            (
                "publicity-step = \"公示\"",
                "publicity-step = \"表彰\"",
                "第5行（publicity-step）：“表彰”应是 steps 中“表彰”之前的一步",
            ),
            (
                "publicity-days = 5",
                "publicity-days = 0",
                "第6行（publicity-days）：公示的工作日应在1至60之间",
            ),
            ("\"推荐\", ", "\"考核\", ", "第4行（steps）：步骤“考核”写了两次"),
            ("measure = \"名\"", "measure = \" \"", "第24行（measure）：量词不能为空"),
            (
                "name = \"优秀党务工作者\"",
                "name = \"优秀共产党员\"",
                "第37行（name）：表彰类别“优秀共产党员”写了两次",
            ),
            ("part = 5, whole = 100", "part = 5, whole = 3", "第25行（share）：比例应大于0"),
            (
                "    { rule = \"within-share\" },\n",
                "",
                "第25行（share）：写了比例，checks 里却没有 within-share",
            ),
            (
                "share = { part = 5, whole = 100, rounding = \"进一\" } # 正式党员的5%，不足一人的进一\n",
                "",
                "第25行（checks）：有 within-share，却没有写比例",
            ),
            ("at-least = 80", "at-least = 101", "第13行（checks）：at-least = 101 超过100%"),
            ("years = 3", "years = 0", "第13行（checks）：years 应在1至50之间"),
            (
                "    { rule = \"one-title\" },\n",
                "    { rule = \"full-member\" },\n",
                "第13行（checks）：full-member 只能用于评选党员的类别",
            ),
            ("publicity-days", "publicity-dys", "第6行（publicity-dys）：写得不对，读不出来"),
            ("subject = \"党员\"", "subject = \"群众\"", "第23行（subject）：写得不对，读不出来"),
        ] {
            assert!(STANDARD.contains(from), "{from}");
            let error = Definition::parse(&STANDARD.replacen(from, to, 1)).unwrap_err();
            assert!(error.message.contains(sentence), "{to}: {} {:?}", error.message, error.details);
        }
        let error = Definition::parse("steps = [").unwrap_err();
        assert!(error.message.starts_with("表彰办法第1行（steps）"), "{}", error.message);
        let error = Definition::parse(STANDARD.split("[[kind]]").next().unwrap()).unwrap_err();
        assert!(error.message.contains("写得不对"), "{}", error.message);
    }

    #[test]
    fn a_kind_that_is_not_there_comes_with_those_that_are() {
        let error = Definition::standard().unwrap().kind_named("优秀团员").unwrap_err();
        assert_eq!(error.message, "本次表彰没有“优秀团员”这个类别");
        assert!(error.hint.unwrap().contains("先进基层党组织、优秀共产党员"));
    }
}
