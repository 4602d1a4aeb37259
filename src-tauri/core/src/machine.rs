//! What the machine gives a shell: today's date, the clerk's folders, and the program's own files
//! (fonts, screens, sample, help). One room, so that the window, the terminal and `serve` find the
//! same office and the same fonts. No rule of the office is here, and no feature asks it for time.

use std::{
    env,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;

use crate::{Error, Result, clock::Clock};

/// A file or folder of this name beside the program makes it portable.
const PORTABLE: [&str; 2] = ["portable", "台账"];

/// The machine's clock; `XIANFENG_TODAY=2012-03-16` sets another day, for tests and demonstrations.
///
/// # Errors
/// Refused when that is no date.
pub fn clock() -> Result<Clock> {
    let Ok(text) = env::var("XIANFENG_TODAY") else { return Ok(Clock::System) };
    NaiveDate::parse_from_str(&text, "%Y-%m-%d")
        .map(Clock::at)
        .map_err(|_| Error::refused(format!("XIANFENG_TODAY 不是日期：{text}")).hint("请写成 2012-03-16。"))
}

/// Where a desk keeps things when nobody says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// The office's folder.
    pub office: PathBuf,
    /// Papers are written here.
    pub out: PathBuf,
    /// 便携方式: everything stays in this folder, where the program lies.
    pub portable: Option<PathBuf>,
}

impl Desk {
    /// This desk: beside the program when it is portable, else in the user's folders.
    ///
    /// # Errors
    /// Not found, when the system knows no folder of the user.
    pub fn here() -> Result<Self> {
        let beside = beside_the_program();
        if let Some(folder) = beside.filter(|folder| PORTABLE.iter().any(|name| folder.join(name).exists())) {
            return Ok(Self::portable(folder));
        }
        let data = dirs::data_dir().ok_or_else(|| {
            Error::not_found("找不到用户数据文件夹").hint("请用 --office 文件夹 指明台账放在哪里。")
        })?;
        let papers = dirs::document_dir().or_else(dirs::home_dir).unwrap_or_else(|| data.clone());
        Ok(Self { office: data.join("xianfeng"), out: papers.join("先锋台账"), portable: None })
    }

    fn portable(folder: PathBuf) -> Self {
        Self { office: folder.join("台账"), out: folder.join("出表"), portable: Some(folder) }
    }
}

/// Where programs of this user keep what they remember of themselves.
///
/// # Errors
/// Not found, when the system knows no such folder.
pub fn settings_folder() -> Result<PathBuf> {
    dirs::config_local_dir().ok_or_else(|| Error::not_found("找不到用户设置文件夹"))
}

/// A folder of the program's own files: `fonts`, `sample`, `ui` (the screens). It is looked for where
/// `XIANFENG_ASSETS` points, else beside the program (an unpacked archive, Windows), in the place of
/// Debian packages, and in the workspace that the program was built from. `called` is its Chinese name.
///
/// # Errors
/// Not found, with where it was looked for.
pub fn assets(name: &str, called: &str) -> Result<PathBuf> {
    let named = env::var_os("XIANFENG_ASSETS").map(PathBuf::from);
    let places = places_of(name, named.as_deref(), beside_the_program().as_deref());
    places.iter().find(|place| place.is_dir()).cloned().ok_or_else(|| {
        Error::not_found(format!("找不到{called}文件夹"))
            .hint(format!("请重新安装程序，或把安装包里的 assets/{name} 文件夹放到程序旁边，或用环境变量 XIANFENG_ASSETS 指明位置。"))
            .details(places.iter().map(|place| place.display().to_string()).collect())
    })
}

fn places_of(name: &str, named: Option<&Path>, beside: Option<&Path>) -> Vec<PathBuf> {
    if let Some(named) = named {
        return vec![named.join(name)];
    }
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    // The screens are built into the room they are written in.
    let built_from =
        if name == "ui" { workspace.join("ui/dist") } else { workspace.join("assets").join(name) };
    let beside =
        beside.into_iter().flat_map(|beside| ["assets", "../share/xianfeng"].map(|place| beside.join(place)));
    beside.map(|place| place.join(name)).chain([built_from]).collect()
}

fn beside_the_program() -> Option<PathBuf> {
    env::current_exe().ok()?.parent().map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portable_desk_keeps_everything_beside_the_program() {
        let desk = Desk::portable(PathBuf::from("/media/usb/先锋台账"));
        assert_eq!(desk.office, Path::new("/media/usb/先锋台账/台账"));
        assert_eq!(desk.out, Path::new("/media/usb/先锋台账/出表"));
        assert_eq!(desk.portable.as_deref(), Some(Path::new("/media/usb/先锋台账")));
    }

    #[test]
    fn a_desk_that_is_not_portable_lies_in_the_users_folders() {
        let desk = Desk::here().unwrap();
        assert!(desk.office.ends_with("xianfeng") && desk.out.ends_with("先锋台账"), "{desk:?}");
        assert_eq!(desk.portable, None, "nothing beside the test program makes it portable");
    }

    #[test]
    fn the_programs_files_lie_beside_it_or_where_packages_put_them_or_in_the_workspace() {
        let places = places_of("fonts", None, Some(Path::new("/usr/bin")));
        assert_eq!(
            places[..2],
            [Path::new("/usr/bin/assets/fonts"), Path::new("/usr/bin/../share/xianfeng/fonts")]
        );
        assert!(places[2].is_dir(), "the workspace holds fonts");
        assert!(places_of("ui", None, None)[0].ends_with("ui/dist"));
        let named = places_of("fonts", Some(Path::new("/srv/assets")), Some(Path::new("/usr/bin")));
        assert_eq!(named, [Path::new("/srv/assets/fonts")], "who names a place gets no other");
    }

    #[test]
    fn a_folder_that_is_not_there_is_named_with_every_place_it_was_looked_for() {
        let error = assets("没有的", "字体").unwrap_err();
        assert_eq!(error.message, "找不到字体文件夹");
        assert!(error.hint.unwrap().contains("XIANFENG_ASSETS"));
        assert!(error.details.iter().all(|place| place.contains("没有的")));
    }
}
