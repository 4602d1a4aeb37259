//! This desk: the sitting of the clerk, where papers go, and what the desk remembers of itself. Records
//! are none of its business: those are the office's.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
    time::Instant,
};

use serde::{Deserialize, Serialize};
use xianfeng_core::{
    Error, Result,
    api::{Places, Session},
    clock::Clock,
    files, machine,
};

use crate::arguments::Arguments;

const REMEMBERED: &str = "desk.json";

/// Where this desk keeps what is not the office's.
#[derive(Debug, Clone)]
pub struct Rooms {
    /// The log.
    pub logs: PathBuf,
    /// What the desk remembers, and where the window was.
    pub settings: PathBuf,
    /// The web view's own files, where the system would not put them.
    pub web_view: Option<PathBuf>,
}

/// What the desk remembers from one start to the next.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Remembered {
    /// Where papers go, when the clerk chose a folder.
    out: Option<PathBuf>,
    /// How large the screens are shown; 100 is as designed.
    zoom: Option<u16>,
}

/// The desk while the program runs.
pub struct Desk {
    places: Places,
    clock: Clock,
    settings: PathBuf,
    remembered: Mutex<Remembered>,
    session: OnceLock<Session>,
    /// When the program began, for the one line in the log that says how long a start took.
    pub started: Instant,
}

/// Where papers are written, as a screen shows it.
#[derive(Debug, Serialize)]
pub struct OutFolder {
    /// The folder.
    pub path: PathBuf,
    /// Whether the clerk chose it.
    pub chosen: bool,
}

impl Desk {
    /// The desk of this machine and user.
    ///
    /// # Errors
    /// Not found, when the system knows no folder of the user; refused for a wrong `XIANFENG_TODAY`.
    pub fn here(arguments: &Arguments, own: &machine::Desk, rooms: &Rooms) -> Result<Self> {
        let settings = rooms.settings.join(REMEMBERED);
        let remembered: Remembered = std::fs::read(&settings)
            .ok()
            .and_then(|text| serde_json::from_slice(&text).ok())
            .unwrap_or_default();
        let places = Places {
            office: arguments.office.clone().unwrap_or_else(|| own.office.clone()),
            out: remembered.out.clone().unwrap_or_else(|| own.out.clone()),
            xls_reader: std::env::current_exe().map_err(Error::internal)?,
        };
        Ok(Self {
            places,
            clock: machine::clock()?,
            settings,
            remembered: Mutex::new(remembered),
            session: OnceLock::new(),
            started: Instant::now(),
        })
    }

    /// The clerk's sitting. Who asks first opens the office; others wait for it.
    pub fn session(&self) -> &Session {
        self.session.get_or_init(|| Session::start(self.places.clone(), self.clock))
    }

    /// Where papers are written now.
    pub fn out_folder(&self) -> OutFolder {
        let chosen = self.remembered().out.clone();
        OutFolder {
            path: chosen.clone().unwrap_or_else(|| self.places.out.clone()),
            chosen: chosen.is_some(),
        }
    }

    /// Writes papers into `folder` from now on.
    ///
    /// # Errors
    /// Storage, when nothing can be written there.
    pub fn write_into(&self, folder: &Path) -> Result<OutFolder> {
        std::fs::create_dir_all(folder).map_err(|error| files::io_error(folder, "建立", &error))?;
        self.session().write_into(folder);
        self.remember(|remembered| remembered.out = Some(folder.to_owned()))?;
        Ok(self.out_folder())
    }

    /// How large the screens are shown, in percent.
    pub fn zoom(&self) -> u16 {
        self.remembered().zoom.unwrap_or(100)
    }

    /// Shows the screens larger or smaller, within reason; `change` gets the percentage as it is.
    pub fn set_zoom(&self, change: impl FnOnce(u16) -> u16) -> u16 {
        let zoom = change(self.zoom()).clamp(50, 200);
        // A size that could not be kept is only not remembered.
        let _ = self.remember(|remembered| remembered.zoom = (zoom != 100).then_some(zoom));
        zoom
    }

    fn remember(&self, change: impl FnOnce(&mut Remembered)) -> Result<()> {
        let mut remembered = self.remembered();
        change(&mut remembered);
        let text = serde_json::to_vec_pretty(&*remembered).map_err(Error::internal)?;
        if let Some(folder) = self.settings.parent() {
            std::fs::create_dir_all(folder).map_err(|error| files::io_error(folder, "建立", &error))?;
        }
        files::write(&self.settings, &text)
    }

    fn remembered(&self) -> MutexGuard<'_, Remembered> {
        self.remembered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A desk whose every folder lies in `folder`.
    pub fn in_folder(folder: &Path) -> Desk {
        let own = machine::Desk {
            office: folder.join("台账"),
            out: folder.join("出表"),
            portable: Some(folder.to_owned()),
        };
        let rooms = Rooms { logs: folder.join("日志"), settings: folder.join("设置"), web_view: None };
        Desk::here(&Arguments::default(), &own, &rooms).unwrap()
    }

    #[test]
    fn a_chosen_folder_for_papers_is_used_at_once_and_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let desk = in_folder(folder.path());
        assert!(!desk.out_folder().chosen);
        let elsewhere = folder.path().join("U盘/出表");
        desk.write_into(&elsewhere).unwrap();
        assert_eq!(desk.session().places().out, elsewhere);
        let next = in_folder(folder.path()).out_folder();
        assert_eq!((next.path, next.chosen), (elsewhere, true));
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_refused_and_the_old_one_stays() {
        let folder = tempfile::tempdir().unwrap();
        let desk = in_folder(folder.path());
        let file = folder.path().join("文件");
        files::write(&file, b"").unwrap();
        let error = desk.write_into(&file.join("出表")).unwrap_err();
        assert!(error.message.starts_with("建立"), "{error}");
        assert_eq!(desk.out_folder().path, folder.path().join("出表"));
    }

    #[test]
    fn a_size_is_remembered_within_reason() {
        let folder = tempfile::tempdir().unwrap();
        let desk = in_folder(folder.path());
        assert_eq!(desk.set_zoom(|zoom| zoom + 25), 125);
        assert_eq!(in_folder(folder.path()).zoom(), 125);
        assert_eq!(desk.set_zoom(|_| 1_000), 200);
        assert_eq!(desk.set_zoom(|_| 100), 100);
    }

    #[test]
    fn spoiled_settings_are_as_none() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("设置")).unwrap();
        files::write(&folder.path().join("设置").join(REMEMBERED), b"{").unwrap();
        assert_eq!(in_folder(folder.path()).zoom(), 100);
    }
}
