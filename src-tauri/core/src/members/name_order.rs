//! Name order: 姓氏笔画 and pinyin, from fixed data, with the office's own override.
//!
//! 姓氏笔画, as the name lists of party papers have it: the surname first, by its number of strokes,
//! then by its strokes in turn as 横竖撇点折; among one surname the single-character given names stand
//! first, then the given name counts character by character. ICU's stroke collation is another order
//! (it follows traditional forms and radicals), so the data are 通用规范汉字表 itself, see
//! `assets/codes/README.md`.

use std::{cmp::Ordering, collections::HashMap, sync::LazyLock};

use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions};
use icu_locale_core::locale;

use crate::{Error, Result, text};

/// `character TAB strokes TAB number in 通用规范汉字表`, in stroke order.
const STROKES: &str = include_str!("../../../../assets/codes/strokes.txt");

/// `surname [TAB characters that sound like it TAB reading]`.
const SURNAMES: &str = include_str!("../../../../assets/codes/surnames.txt");

/// A way to order names.
pub struct NameOrder(Way);

enum Way {
    Strokes { overrides: HashMap<char, u32> },
    Pinyin { collator: CollatorBorrowed<'static> },
}

/// What names are sorted by: `names.sort_by_cached_key(|name| order.key(name))`. Only keys of one
/// [`NameOrder`] compare with each other; never keep one in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameKey(Vec<u8>);

impl NameOrder {
    /// 姓氏笔画, with the office's own places for characters: each with its strokes as digits 1-5, see
    /// [`check_strokes`].
    pub fn strokes(overrides: &[(char, String)]) -> Self {
        let place = |strokes: &str| after(|line| in_turn(line, strokes).is_le());
        let overrides = overrides.iter().map(|(character, strokes)| (*character, place(strokes)));
        Self(Way::Strokes { overrides: overrides.collect() })
    }

    /// 汉语拼音, with the readings that characters have as surnames (单 Shàn, 仇 Qiú).
    ///
    /// # Errors
    /// Internal, when the program was built without its collation data.
    pub fn pinyin() -> Result<Self> {
        let collator = Collator::try_new(locale!("zh-u-co-pinyin").into(), CollatorOptions::default())
            .map_err(Error::internal)?;
        Ok(Self(Way::Pinyin { collator }))
    }

    /// The place of a name.
    pub fn key(&self, name: &str) -> NameKey {
        let name = text::squeeze(name);
        let (surname, given) = split(&name);
        let mut key = Vec::new();
        match &self.0 {
            Way::Strokes { overrides } => {
                write_strokes(surname, overrides, &mut key);
                // Less than any place: 欧 stands before 欧阳.
                key.extend([0; 4]);
                key.push(u8::from(given.chars().count() > 1));
                write_strokes(given, overrides, &mut key);
            }
            Way::Pinyin { collator } => {
                let heard = READINGS.get(surname).copied().unwrap_or(surname);
                for part in [heard, surname, given] {
                    let Ok(()) = collator.write_sort_key_to(part, &mut key);
                    // A sort key holds no zero byte.
                    key.push(0);
                }
            }
        }
        NameKey(key)
    }
}

/// Checks the strokes of an override: digits 1-5 for 横竖撇点折, in writing order.
///
/// # Errors
/// Refused otherwise.
pub fn check_strokes(strokes: &str) -> Result<()> {
    if !strokes.is_empty() && strokes.bytes().all(|digit| (b'1'..=b'5').contains(&digit)) {
        return Ok(());
    }
    Err(Error::refused("笔画须写成1至5的数字（1横、2竖、3撇、4点、5折），按书写顺序排列")
        .hint("例如“王”写作1121。"))
}

/// The places of a part's characters, and the characters themselves where places are shared. Dots
/// inside names of minority people do not count.
fn write_strokes(part: &str, overrides: &HashMap<char, u32>, key: &mut Vec<u8>) {
    for character in part.chars().filter(|character| character.is_alphanumeric()) {
        let place = overrides.get(&character).copied().unwrap_or_else(|| place_of(character));
        key.extend(place.to_be_bytes());
        key.extend(u32::from(character).to_be_bytes());
    }
}

/// The surname and the given name. A surname of two characters needs a name of three.
fn split(name: &str) -> (&str, &str) {
    let end_of = |count: usize| name.char_indices().nth(count).map_or(name.len(), |(at, _)| at);
    let two = name.split_at(end_of(2));
    if !two.1.is_empty() && COMPOUND.contains(&two.0) { two } else { name.split_at(end_of(1)) }
}

/// Characters that sound as a surname does, one for each of its own, where it is read otherwise than the
/// bare characters are (单 sounds like 善); with the length of the surname in bytes.
pub(super) fn sounds_like(name: &str) -> Option<(usize, &'static str)> {
    let (surname, _) = split(name);
    READINGS.get(surname).map(|like| (surname.len(), *like))
}

/// Strokes of every line, in order.
static LINES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| STROKES.lines().filter_map(|line| line.split('\t').nth(1)).collect());

/// Places of the known characters: even numbers from 2, so that an override fits in between.
static PLACES: LazyLock<HashMap<char, u32>> = LazyLock::new(|| {
    STROKES.lines().filter_map(|line| line.chars().next()).zip((2_u32..).step_by(2)).collect()
});

static COMPOUND: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let surnames = SURNAMES.lines().filter_map(|line| line.split('\t').next());
    surnames.filter(|surname| surname.chars().count() == 2).collect()
});

static READINGS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    SURNAMES
        .lines()
        .filter_map(|line| {
            let mut columns = line.split('\t');
            Some((columns.next()?, columns.next()?))
        })
        .collect()
});

/// Counts strokes where the table has none.
static COUNTING: LazyLock<Option<CollatorBorrowed<'static>>> =
    LazyLock::new(|| Collator::try_new(locale!("zh-u-co-stroke").into(), CollatorOptions::default()).ok());

/// More strokes than any character of the data has.
const MOST_STROKES: u32 = 48;

fn place_of(character: char) -> u32 {
    if let Some(place) = PLACES.get(&character) {
        return *place;
    }
    match stroke_count(character) {
        Some(count) => after(|line| line.len() <= count),
        None => u32::MAX,
    }
}

/// The number of strokes by ICU, for characters outside the table; it may be one or two off where a
/// radical has a traditional form, and nothing better is known.
fn stroke_count(character: char) -> Option<usize> {
    let collator = COUNTING.as_ref()?;
    let mut written = [0; 4];
    let character = character.encode_utf8(&mut written);
    // CLDR puts an index mark before the characters of each stroke count.
    let begins = |count: u32| {
        let mark: String = ['\u{fdd0}', char::from_u32(0x2800 + count)?].iter().collect();
        Some(collator.compare(&mark, character) != Ordering::Greater)
    };
    let count = (1..=MOST_STROKES + 1).take_while(|&count| begins(count) == Some(true)).last()?;
    (count <= MOST_STROKES).then_some(count as usize)
}

/// The place right after the lines that `comes_before` holds for.
fn after(comes_before: impl Fn(&str) -> bool) -> u32 {
    let lines = LINES.partition_point(|line| comes_before(line));
    u32::try_from(lines).map_or(u32::MAX, |lines| lines * 2 + 1)
}

/// Number of strokes, then the strokes in turn.
fn in_turn(one: &str, other: &str) -> Ordering {
    one.len().cmp(&other.len()).then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(order: &NameOrder, names: &str) -> String {
        let mut names: Vec<&str> = names.split(' ').collect();
        names.reverse();
        names.sort_by_cached_key(|name| order.key(name));
        names.join(" ")
    }

    fn keeps(order: &NameOrder, names: &str) {
        assert_eq!(sorted(order, names), names);
    }

    fn by_strokes() -> NameOrder {
        NameOrder::strokes(&[])
    }

    #[test]
    fn surnames_stand_by_stroke_count_then_stroke_by_stroke() {
        keeps(&by_strokes(), "王 毛 文 方 尹 孔");
        // The order that published lists by 姓氏笔画 print these surnames in.
        keeps(
            &by_strokes(),
            "丁 于 万 马 王 尤 车 尹 邓 艾 石 卢 叶 田 白 冯 吉 朱 全 刘 许 孙 苏 杜 李 杨 吴 何 沈 宋 张 陈 \
             范 林 罗 周 郑 赵 胡 钟 姜 秦 袁 徐 高 郭 黄 曹 梁 彭 董 韩 程 谢 蔡 廖 熊 黎 潘 薛 戴 魏",
        );
    }

    #[test]
    fn single_character_given_names_stand_first_among_one_surname() {
        keeps(&by_strokes(), "王勇 王磊 王一山 王小兵 李霞 李乙木");
    }

    #[test]
    fn given_names_go_on_character_by_character() {
        keeps(&by_strokes(), "王三水 王三立 王玉山 陈大文 陈大方");
    }

    #[test]
    fn a_compound_surname_stands_behind_the_single_one_it_begins_with() {
        keeps(&by_strokes(), "欧文 欧建国 欧阳丹 欧阳小文");
        assert_eq!(split("欧阳"), ("欧", "阳"));
    }

    #[test]
    fn rare_characters_of_the_table_have_their_official_place() {
        // 㛃 has 9 strokes, 䶮 9, 𬱖 11; none of them is in the stroke data.
        keeps(&by_strokes(), "宋人 宋㛃 宋䶮 宋海 宋𬱖 宋琦 宋魏");
    }

    #[test]
    fn characters_outside_the_table_go_by_their_stroke_count_and_unknown_ones_last() {
        assert_eq!(stroke_count('㐱'), Some(5));
        keeps(&by_strokes(), "王石 王㐱 王宇 王魏 王𡈽");
    }

    #[test]
    fn the_office_can_give_a_character_its_place() {
        let order = NameOrder::strokes(&[('𡈽', "1214".to_owned())]);
        keeps(&order, "王丰 王𡈽 王中 王魏");
        assert!(check_strokes("12125").is_ok());
        for wrong in ["", "6", "1横"] {
            assert!(check_strokes(wrong).unwrap_err().message.contains("1至5"), "{wrong}");
        }
    }

    #[test]
    fn spaces_and_dots_inside_a_name_do_not_move_it() {
        let order = by_strokes();
        assert_eq!(order.key("王　磊"), order.key("王磊"));
        assert_eq!(order.key("阿依古丽·买买提"), order.key("阿依古丽买买提"));
    }

    #[test]
    fn the_stroke_data_agree_with_the_official_table() {
        let lines: Vec<Vec<&str>> = STROKES.lines().map(|line| line.split('\t').collect()).collect();
        assert!(lines.windows(2).all(|pair| in_turn(pair[0][1], pair[1][1]).is_le()), "strokes ascend");
        let numbers: Vec<(u32, bool)> = lines
            .iter()
            .filter_map(|line| Some((line[2].trim_end_matches('*').parse().ok()?, line[2].ends_with('*'))))
            .collect();
        assert_eq!(numbers.len(), 8105, "the whole table");
        // Three levels, each in official order; a starred number was placed by the table itself.
        for level in [1..=3500, 3501..=6500, 6501..=8105] {
            let in_level: Vec<u32> =
                numbers.iter().map(|(number, _)| *number).filter(|number| level.contains(number)).collect();
            assert!(in_level.is_sorted(), "{level:?}");
            assert_eq!(in_level.len(), level.count());
        }
        let by_both_sources = numbers.iter().filter(|(_, placed)| !placed).count();
        assert!(by_both_sources >= 6768, "only {by_both_sources} have strokes that agree with the table");
    }

    #[test]
    fn pinyin_order_reads_surnames_as_surnames() {
        let order = NameOrder::pinyin().unwrap();
        keeps(&order, "艾文 包文 区文 仇文 任文 单文 王文 解文 尹文 曾文 翟文 张文 长孙文 周文");
        keeps(&order, "尤文 余文 尉迟文 袁文");
    }

    #[test]
    fn pinyin_order_keeps_one_surname_together() {
        let order = NameOrder::pinyin().unwrap();
        keeps(&order, "盖安 盖勇 葛安 葛勇");
        keeps(&order, "王爱国 王磊 王勇");
    }
}
