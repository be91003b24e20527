//! What the page's own script does for the program.

use crate::bx24::boot;
use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};

/// Opens the app's own page: the page's script loads the program that contains it, and shows the crash card where that
/// fails. Does nothing where there is no such script.
pub fn open_own_page() {
    if let Ok(open) = boot("ownPage").dyn_into::<Function>() {
        // The script itself reports its errors.
        let _ = open.call0(&JsValue::UNDEFINED);
    }
}
