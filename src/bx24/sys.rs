//! The SDK as JavaScript has it. This is the only `extern "C"` of the app.

use js_sys::{Function, Object};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `window.BX24`
    #[derive(Clone)]
    #[wasm_bindgen(extends = Object)]
    pub type Sdk;

    #[wasm_bindgen(method, catch)]
    pub fn init(this: &Sdk, callback: &Function) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = getLang)]
    pub fn lang(this: &Sdk) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = getDomain)]
    pub fn domain(this: &Sdk) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = isAdmin)]
    pub fn is_admin(this: &Sdk) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = callMethod)]
    pub fn call_method(
        this: &Sdk,
        method: &str,
        params: &JsValue,
        callback: &Function,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = selectUser)]
    pub fn select_user(this: &Sdk, callback: &Function) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = selectUsers)]
    pub fn select_users(this: &Sdk, callback: &Function) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = openPath)]
    pub fn open_path(this: &Sdk, path: &str, callback: &Function) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = installFinish)]
    pub fn install_finish(this: &Sdk) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    pub fn placement(this: &Sdk) -> Result<PlacementSdk, JsValue>;

    #[wasm_bindgen(method, getter, catch, js_name = userOption)]
    pub fn user_option(this: &Sdk) -> Result<OptionsSdk, JsValue>;

    #[wasm_bindgen(method, getter, catch, js_name = appOption)]
    pub fn app_option(this: &Sdk) -> Result<OptionsSdk, JsValue>;

    /// `BX24.userOption` and `BX24.appOption`
    pub type OptionsSdk;

    #[wasm_bindgen(method, catch)]
    pub fn get(this: &OptionsSdk, name: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub fn set(this: &OptionsSdk, name: &str, value: &str) -> Result<JsValue, JsValue>;

    /// `BX24.placement`
    pub type PlacementSdk;

    #[wasm_bindgen(method, catch)]
    pub fn info(this: &PlacementSdk) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub fn call(
        this: &PlacementSdk,
        name: &str,
        params: &JsValue,
        callback: &Function,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = bindEvent)]
    pub fn bind_event(this: &PlacementSdk, name: &str, callback: &Function) -> Result<JsValue, JsValue>;

    /// What a REST callback gets.
    pub type RestAnswer;

    #[wasm_bindgen(method, catch)]
    pub fn error(this: &RestAnswer) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub fn data(this: &RestAnswer) -> Result<JsValue, JsValue>;

    /// What [`RestAnswer::error`] gives. It refers to itself: it must never be turned into text as a whole.
    pub type RestError;

    #[wasm_bindgen(method, catch, js_name = getError)]
    pub fn content(this: &RestError) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = getStatus)]
    pub fn status(this: &RestError) -> Result<JsValue, JsValue>;

    /// A request that the page's script has sent (`early.js`).
    #[wasm_bindgen(extends = Object)]
    pub type EarlyRequest;

    #[wasm_bindgen(method, getter)]
    pub fn method(this: &EarlyRequest) -> String;

    /// As JSON text.
    #[wasm_bindgen(method, getter)]
    pub fn params(this: &EarlyRequest) -> String;

    #[wasm_bindgen(method, getter)]
    pub fn failed(this: &EarlyRequest) -> bool;

    #[wasm_bindgen(method, getter)]
    pub fn answer(this: &EarlyRequest) -> EarlyAnswer;

    /// The promise of what the SDK's callback gets.
    pub type EarlyAnswer;

    #[wasm_bindgen(method)]
    pub fn then(this: &EarlyAnswer, callback: &Function) -> EarlyAnswer;

    /// A function that wants its callback's number first.
    pub type Numbered;

    #[wasm_bindgen(method)]
    pub fn bind(this: &Numbered, context: &JsValue, number: u32) -> Function;
}
