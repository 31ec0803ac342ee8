import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";

var __webpack_modules__ = {
 896: module => {
  module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
 },
 67: module => {
  module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
 },
 708: module => {
  module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");
 },
 857: module => {
  module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
 },
 389: (__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
  __nccwpck_require__.d(__webpack_exports__, {
   getOctokit: () => getOctokit
  });
  var external_fs_ = __nccwpck_require__(896);
  var external_os_ = __nccwpck_require__(857);
  // node_modules/@actions/github/lib/context.js
  class Context {
   constructor() {
    var _a, _b, _c;
    this.payload = {};
    if (process.env.GITHUB_EVENT_PATH) if ((0, external_fs_.existsSync)(process.env.GITHUB_EVENT_PATH)) this.payload = JSON.parse((0, 
    external_fs_.readFileSync)(process.env.GITHUB_EVENT_PATH, {
     encoding: 'utf8'
    })); else {
     const path = process.env.GITHUB_EVENT_PATH;
     process.stdout.write(`GITHUB_EVENT_PATH ${path} does not exist${external_os_.EOL}`);
    }
    this.eventName = process.env.GITHUB_EVENT_NAME;
    this.sha = process.env.GITHUB_SHA;
    this.ref = process.env.GITHUB_REF;
    this.workflow = process.env.GITHUB_WORKFLOW;
    this.action = process.env.GITHUB_ACTION;
    this.actor = process.env.GITHUB_ACTOR;
    this.job = process.env.GITHUB_JOB;
    this.runAttempt = parseInt(process.env.GITHUB_RUN_ATTEMPT, 10);
    this.runNumber = parseInt(process.env.GITHUB_RUN_NUMBER, 10);
    this.runId = parseInt(process.env.GITHUB_RUN_ID, 10);
    this.apiUrl = (_a = process.env.GITHUB_API_URL) !== null && _a !== void 0 ? _a : "https://api.github.com";
    this.serverUrl = (_b = process.env.GITHUB_SERVER_URL) !== null && _b !== void 0 ? _b : "https://github.com";
    this.graphqlUrl = (_c = process.env.GITHUB_GRAPHQL_URL) !== null && _c !== void 0 ? _c : "https://api.github.com/graphql";
   }
   get issue() {
    const payload = this.payload;
    return Object.assign(Object.assign({}, this.repo), {
     number: (payload.issue || payload.pull_request || payload).number
    });
   }
   get repo() {
    if (process.env.GITHUB_REPOSITORY) {
     const [owner, repo] = process.env.GITHUB_REPOSITORY.split('/');
     return {
      owner,
      repo
     };
    }
    if (this.payload.repository) return {
     owner: this.payload.repository.owner.login,
     repo: this.payload.repository.name
    };
    throw new Error("context.repo requires a GITHUB_REPOSITORY environment variable like 'owner/repo'");
   }
  }
  // src/stubs/http-client.ts
  class HttpClient {
   getAgent() {}
   getAgentDispatcher() {}
  }
  // src/stubs/undici.ts
  function fetch() {
   throw new Error('undici is not part of this bundle: pass `request: { fetch }` to Octokit');
  }
  // node_modules/@actions/github/lib/internal/utils.js
  var __awaiter = function(thisArg, _arguments, P, generator) {
   function adopt(value) {
    return value instanceof P ? value : new P(function(resolve) {
     resolve(value);
    });
   }
   return new (P || (P = Promise))(function(resolve, reject) {
    function fulfilled(value) {
     try {
      step(generator.next(value));
     } catch (e) {
      reject(e);
     }
    }
    function rejected(value) {
     try {
      step(generator["throw"](value));
     } catch (e) {
      reject(e);
     }
    }
    function step(result) {
     result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
    }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
   });
  };
  function getAuthString(token, options) {
   if (!token && !options.auth) throw new Error('Parameter token or opts.auth is required'); else if (token && options.auth) throw new Error('Parameters token and opts.auth may not both be specified');
   return typeof options.auth === 'string' ? options.auth : `token ${token}`;
  }
  function getProxyAgent(destinationUrl) {
   const hc = new HttpClient;
   return hc.getAgent(destinationUrl);
  }
  function getProxyAgentDispatcher(destinationUrl) {
   const hc = new HttpClient;
   return hc.getAgentDispatcher(destinationUrl);
  }
  function getProxyFetch(destinationUrl) {
   const httpDispatcher = getProxyAgentDispatcher(destinationUrl);
   const proxyFetch = (url, opts) => __awaiter(this, void 0, void 0, function*() {
    return fetch(url, Object.assign(Object.assign({}, opts), {
     dispatcher: httpDispatcher
    }));
   });
   return proxyFetch;
  }
  function getApiBaseUrl() {
   return process.env['GITHUB_API_URL'] || 'https://api.github.com';
  }
  function getUserAgentWithOrchestrationId(baseUserAgent) {
   var _a;
   const orchId = (_a = process.env['ACTIONS_ORCHESTRATION_ID']) === null || _a === void 0 ? void 0 : _a.trim();
   if (orchId) {
    const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, '_');
    const tag = `actions_orchestration_id/${sanitizedId}`;
    if (baseUserAgent === null || baseUserAgent === void 0 ? void 0 : baseUserAgent.includes(tag)) return baseUserAgent;
    const ua = baseUserAgent ? `${baseUserAgent} ` : '';
    return `${ua}${tag}`;
   }
   return baseUserAgent;
  }
  // node_modules/universal-user-agent/index.js
  function getUserAgent() {
   if (typeof navigator === "object" && "userAgent" in navigator) return navigator.userAgent;
   if (typeof process === "object" && process.version !== void 0) return `Node.js/${process.version.substr(1)} (${process.platform}; ${process.arch})`;
   return "<environment undetectable>";
  }
  // node_modules/before-after-hook/lib/register.js
  function register(state, name, method, options) {
   if (typeof method !== "function") throw new Error("method for before hook must be a function");
   if (!options) options = {};
   if (Array.isArray(name)) return name.reverse().reduce((callback, name) => register.bind(null, state, name, callback, options), method)();
   return Promise.resolve().then(() => {
    if (!state.registry[name]) return method(options);
    return state.registry[name].reduce((method, registered) => registered.hook.bind(null, method, options), method)();
   });
  }
  // node_modules/before-after-hook/lib/add.js
  function addHook(state, kind, name, hook) {
   const orig = hook;
   if (!state.registry[name]) state.registry[name] = [];
   if (kind === "before") hook = (method, options) => Promise.resolve().then(orig.bind(null, options)).then(method.bind(null, options));
   if (kind === "after") hook = (method, options) => {
    let result;
    return Promise.resolve().then(method.bind(null, options)).then(result_ => {
     result = result_;
     return orig(result, options);
    }).then(() => result);
   };
   if (kind === "error") hook = (method, options) => Promise.resolve().then(method.bind(null, options)).catch(error => orig(error, options));
   state.registry[name].push({
    hook,
    orig
   });
  }
  // node_modules/before-after-hook/lib/remove.js
  function removeHook(state, name, method) {
   if (!state.registry[name]) return;
   const index = state.registry[name].map(registered => registered.orig).indexOf(method);
   if (index === -1) return;
   state.registry[name].splice(index, 1);
  }
  // node_modules/before-after-hook/index.js
  const bind = Function.bind;
  const bindable = bind.bind(bind);
  function bindApi(hook, state, name) {
   const removeHookRef = bindable(removeHook, null).apply(null, name ? [ state, name ] : [ state ]);
   hook.api = {
    remove: removeHookRef
   };
   hook.remove = removeHookRef;
   [ "before", "error", "after", "wrap" ].forEach(kind => {
    const args = name ? [ state, kind, name ] : [ state, kind ];
    hook[kind] = hook.api[kind] = bindable(addHook, null).apply(null, args);
   });
  }
  function Singular() {
   const singularHookName = Symbol("Singular");
   const singularHookState = {
    registry: {}
   };
   const singularHook = register.bind(null, singularHookState, singularHookName);
   bindApi(singularHook, singularHookState, singularHookName);
   return singularHook;
  }
  function Collection() {
   const state = {
    registry: {}
   };
   const hook = register.bind(null, state);
   bindApi(hook, state);
   return hook;
  }
  const before_after_hook = {
   Singular,
   Collection
  };
  // node_modules/@octokit/endpoint/dist-bundle/index.js
  var VERSION = "0.0.0-development";
  var userAgent = `octokit-endpoint.js/${VERSION} ${getUserAgent()}`;
  var DEFAULTS = {
   method: "GET",
   baseUrl: "https://api.github.com",
   headers: {
    accept: "application/vnd.github.v3+json",
    "user-agent": userAgent
   },
   mediaType: {
    format: ""
   }
  };
  function lowercaseKeys(object) {
   if (!object) return {};
   return Object.keys(object).reduce((newObj, key) => {
    newObj[key.toLowerCase()] = object[key];
    return newObj;
   }, {});
  }
  function isPlainObject(value) {
   if (typeof value !== "object" || value === null) return false;
   if (Object.prototype.toString.call(value) !== "[object Object]") return false;
   const proto = Object.getPrototypeOf(value);
   if (proto === null) return true;
   const Ctor = Object.prototype.hasOwnProperty.call(proto, "constructor") && proto.constructor;
   return typeof Ctor === "function" && Ctor instanceof Ctor && Function.prototype.call(Ctor) === Function.prototype.call(value);
  }
  function mergeDeep(defaults, options) {
   const result = Object.assign({}, defaults);
   Object.keys(options).forEach(key => {
    if (isPlainObject(options[key])) if (!(key in defaults)) Object.assign(result, {
     [key]: options[key]
    }); else result[key] = mergeDeep(defaults[key], options[key]); else Object.assign(result, {
     [key]: options[key]
    });
   });
   return result;
  }
  function removeUndefinedProperties(obj) {
   for (const key in obj) if (obj[key] === void 0) delete obj[key];
   return obj;
  }
  function merge(defaults, route, options) {
   if (typeof route === "string") {
    let [method, url] = route.split(" ");
    options = Object.assign(url ? {
     method,
     url
    } : {
     url: method
    }, options);
   } else options = Object.assign({}, route);
   options.headers = lowercaseKeys(options.headers);
   removeUndefinedProperties(options);
   removeUndefinedProperties(options.headers);
   const mergedOptions = mergeDeep(defaults || {}, options);
   if (options.url === "/graphql") {
    if (defaults && defaults.mediaType.previews?.length) mergedOptions.mediaType.previews = defaults.mediaType.previews.filter(preview => !mergedOptions.mediaType.previews.includes(preview)).concat(mergedOptions.mediaType.previews);
    mergedOptions.mediaType.previews = (mergedOptions.mediaType.previews || []).map(preview => preview.replace(/-preview/, ""));
   }
   return mergedOptions;
  }
  function addQueryParameters(url, parameters) {
   const separator = /\?/.test(url) ? "&" : "?";
   const names = Object.keys(parameters);
   if (names.length === 0) return url;
   return url + separator + names.map(name => {
    if (name === "q") return "q=" + parameters.q.split("+").map(encodeURIComponent).join("+");
    return `${name}=${encodeURIComponent(parameters[name])}`;
   }).join("&");
  }
  var urlVariableRegex = /\{[^{}}]+\}/g;
  function removeNonChars(variableName) {
   return variableName.replace(/(?:^\W+)|(?:(?<!\W)\W+$)/g, "").split(/,/);
  }
  function extractUrlVariableNames(url) {
   const matches = url.match(urlVariableRegex);
   if (!matches) return [];
   return matches.map(removeNonChars).reduce((a, b) => a.concat(b), []);
  }
  function omit(object, keysToOmit) {
   const result = {
    __proto__: null
   };
   for (const key of Object.keys(object)) if (keysToOmit.indexOf(key) === -1) result[key] = object[key];
   return result;
  }
  function encodeReserved(str) {
   return str.split(/(%[0-9A-Fa-f]{2})/g).map(function(part) {
    if (!/%[0-9A-Fa-f]/.test(part)) part = encodeURI(part).replace(/%5B/g, "[").replace(/%5D/g, "]");
    return part;
   }).join("");
  }
  function encodeUnreserved(str) {
   return encodeURIComponent(str).replace(/[!'()*]/g, function(c) {
    return "%" + c.charCodeAt(0).toString(16).toUpperCase();
   });
  }
  function encodeValue(operator, value, key) {
   value = operator === "+" || operator === "#" ? encodeReserved(value) : encodeUnreserved(value);
   if (key) return encodeUnreserved(key) + "=" + value; else return value;
  }
  function isDefined(value) {
   return value !== void 0 && value !== null;
  }
  function isKeyOperator(operator) {
   return operator === ";" || operator === "&" || operator === "?";
  }
  function getValues(context, operator, key, modifier) {
   var value = context[key], result = [];
   if (isDefined(value) && value !== "") if (typeof value === "string" || typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
    value = value.toString();
    if (modifier && modifier !== "*") value = value.substring(0, parseInt(modifier, 10));
    result.push(encodeValue(operator, value, isKeyOperator(operator) ? key : ""));
   } else if (modifier === "*") if (Array.isArray(value)) value.filter(isDefined).forEach(function(value2) {
    result.push(encodeValue(operator, value2, isKeyOperator(operator) ? key : ""));
   }); else Object.keys(value).forEach(function(k) {
    if (isDefined(value[k])) result.push(encodeValue(operator, value[k], k));
   }); else {
    const tmp = [];
    if (Array.isArray(value)) value.filter(isDefined).forEach(function(value2) {
     tmp.push(encodeValue(operator, value2));
    }); else Object.keys(value).forEach(function(k) {
     if (isDefined(value[k])) {
      tmp.push(encodeUnreserved(k));
      tmp.push(encodeValue(operator, value[k].toString()));
     }
    });
    if (isKeyOperator(operator)) result.push(encodeUnreserved(key) + "=" + tmp.join(",")); else if (tmp.length !== 0) result.push(tmp.join(","));
   } else if (operator === ";") {
    if (isDefined(value)) result.push(encodeUnreserved(key));
   } else if (value === "" && (operator === "&" || operator === "?")) result.push(encodeUnreserved(key) + "="); else if (value === "") result.push("");
   return result;
  }
  function parseUrl(template) {
   return {
    expand: expand.bind(null, template)
   };
  }
  function expand(template, context) {
   var operators = [ "+", "#", ".", "/", ";", "?", "&" ];
   template = template.replace(/\{([^\{\}]+)\}|([^\{\}]+)/g, function(_, expression, literal) {
    if (expression) {
     let operator = "";
     const values = [];
     if (operators.indexOf(expression.charAt(0)) !== -1) {
      operator = expression.charAt(0);
      expression = expression.substr(1);
     }
     expression.split(/,/g).forEach(function(variable) {
      var tmp = /([^:\*]*)(?::(\d+)|(\*))?/.exec(variable);
      values.push(getValues(context, operator, tmp[1], tmp[2] || tmp[3]));
     });
     if (operator && operator !== "+") {
      var separator = ",";
      if (operator === "?") separator = "&"; else if (operator !== "#") separator = operator;
      return (values.length !== 0 ? operator : "") + values.join(separator);
     } else return values.join(",");
    } else return encodeReserved(literal);
   });
   if (template === "/") return template; else return template.replace(/\/$/, "");
  }
  function parse(options) {
   let method = options.method.toUpperCase();
   let url = (options.url || "/").replace(/:([a-z]\w+)/g, "{$1}");
   let headers = Object.assign({}, options.headers);
   let body;
   let parameters = omit(options, [ "method", "baseUrl", "url", "headers", "request", "mediaType" ]);
   const urlVariableNames = extractUrlVariableNames(url);
   url = parseUrl(url).expand(parameters);
   if (!/^http/.test(url)) url = options.baseUrl + url;
   const omittedParameters = Object.keys(options).filter(option => urlVariableNames.includes(option)).concat("baseUrl");
   const remainingParameters = omit(parameters, omittedParameters);
   const isBinaryRequest = /application\/octet-stream/i.test(headers.accept);
   if (!isBinaryRequest) {
    if (options.mediaType.format) headers.accept = headers.accept.split(/,/).map(format => format.replace(/application\/vnd(\.\w+)(\.v3)?(\.\w+)?(\+json)?$/, `application/vnd$1$2.${options.mediaType.format}`)).join(",");
    if (url.endsWith("/graphql")) if (options.mediaType.previews?.length) {
     const previewsFromAcceptHeader = headers.accept.match(/(?<![\w-])[\w-]+(?=-preview)/g) || [];
     headers.accept = previewsFromAcceptHeader.concat(options.mediaType.previews).map(preview => {
      const format = options.mediaType.format ? `.${options.mediaType.format}` : "+json";
      return `application/vnd.github.${preview}-preview${format}`;
     }).join(",");
    }
   }
   if ([ "GET", "HEAD" ].includes(method)) url = addQueryParameters(url, remainingParameters); else if ("data" in remainingParameters) body = remainingParameters.data; else if (Object.keys(remainingParameters).length) body = remainingParameters;
   if (!headers["content-type"] && typeof body !== "undefined") headers["content-type"] = "application/json; charset=utf-8";
   if ([ "PATCH", "PUT" ].includes(method) && typeof body === "undefined") body = "";
   return Object.assign({
    method,
    url,
    headers
   }, typeof body !== "undefined" ? {
    body
   } : null, options.request ? {
    request: options.request
   } : null);
  }
  function endpointWithDefaults(defaults, route, options) {
   return parse(merge(defaults, route, options));
  }
  function withDefaults(oldDefaults, newDefaults) {
   const DEFAULTS2 = merge(oldDefaults, newDefaults);
   const endpoint2 = endpointWithDefaults.bind(null, DEFAULTS2);
   return Object.assign(endpoint2, {
    DEFAULTS: DEFAULTS2,
    defaults: withDefaults.bind(null, DEFAULTS2),
    merge: merge.bind(null, DEFAULTS2),
    parse
   });
  }
  var endpoint = withDefaults(null, DEFAULTS);
  // node_modules/content-type/dist/index.js
  const SP = 32;
  const HTAB = 9;
  const SEMI = 59;
  const EQ = 61;
  const DQUOTE = 34;
  const BSLASH = 92;
  const COMMA = 44;
  const LOWER_CASE = 1;
  const OWS = 2;
  const SEMI_FLAG = 4;
  const COMMA_FLAG = 8;
  const TOKEN_FLAG = 16;
  const NON_ASCII = 0xff00;
  const CASE_FLAGS = LOWER_CASE | NON_ASCII;
  const CHAR_MAP = new Uint8Array(0x100);
  CHAR_MAP[HTAB] |= OWS;
  CHAR_MAP[SP] |= OWS;
  CHAR_MAP[SEMI] |= SEMI_FLAG;
  CHAR_MAP[COMMA] |= COMMA_FLAG;
  for (let code = 0x80; code <= 0xff; code++) CHAR_MAP[code] |= LOWER_CASE;
  for (const char of "!#$%&'*+-.^_`|~") CHAR_MAP[char.charCodeAt(0)] |= TOKEN_FLAG;
  for (let code = 0x30; code <= 0x39; code++) CHAR_MAP[code] |= TOKEN_FLAG;
  for (let code = 0x41; code <= 0x5a; code++) CHAR_MAP[code] |= LOWER_CASE | TOKEN_FLAG;
  for (let code = 0x61; code <= 0x7a; code++) CHAR_MAP[code] |= TOKEN_FLAG;
  const NullObject = (() => {
   const C = function() {};
   C.prototype = Object.create(null);
   return C;
  })();
  function dist_parse(header, options) {
   const stopFlags = SEMI_FLAG | (options?.comma === true ? COMMA_FLAG : 0);
   const len = header.length;
   let valueStart = options?.start ?? 0;
   while ((CHAR_MAP[header.charCodeAt(valueStart)] & OWS) !== 0) valueStart++;
   let index = valueStart;
   let typeFlags = 0;
   let whitespace = -1;
   let stop = options?.parameters === false ? COMMA_FLAG : 0;
   while (index < len) {
    const code = header.charCodeAt(index);
    const flags = CHAR_MAP[code];
    if ((flags & stopFlags) !== 0) {
     stop |= flags & COMMA_FLAG;
     break;
    }
    if ((flags & OWS) !== 0) {
     if (whitespace === -1) whitespace = index;
    } else whitespace = -1;
    typeFlags |= code & NON_ASCII | flags;
    index++;
   }
   const valueEnd = whitespace === -1 ? index : whitespace;
   const value = header.slice(valueStart, valueEnd);
   const type = (typeFlags & CASE_FLAGS) === 0 ? value : value.toLowerCase();
   if (index === len || stop !== 0) return {
    type,
    index,
    parameters: new NullObject
   };
   return parseParameters(header, type, index, len, stopFlags);
  }
  function parseParameters(header, type, index, len, stopFlags) {
   const parameters = new NullObject;
   parameter: while (index < len) {
    index++;
    while ((CHAR_MAP[header.charCodeAt(index)] & OWS) !== 0) index++;
    const keyStart = index;
    let keyFlags = 0;
    let keyWhitespace = -1;
    while (index < len) {
     const code = header.charCodeAt(index);
     const flags = CHAR_MAP[code];
     if ((flags & stopFlags) !== 0) {
      if ((flags & COMMA_FLAG) !== 0) break parameter;
      continue parameter;
     }
     if (code === EQ) {
      const keyEnd = keyWhitespace === -1 ? index : keyWhitespace;
      const value = header.slice(keyStart, keyEnd);
      const key = (keyFlags & CASE_FLAGS) === 0 ? value : value.toLowerCase();
      index++;
      while ((CHAR_MAP[header.charCodeAt(index)] & OWS) !== 0) index++;
      if (index < len && header.charCodeAt(index) === DQUOTE) {
       const quotedStart = ++index;
       let escaped = false;
       while (index < len) {
        const code = header.charCodeAt(index);
        if (code === DQUOTE) {
         if (parameters[key] === void 0) parameters[key] = escaped ? unescapeQuotedPairs(header, quotedStart, index) : header.slice(quotedStart, index);
         index++;
         let stop = 0;
         while (index < len) {
          const code = header.charCodeAt(index);
          const flags = CHAR_MAP[code];
          if ((flags & stopFlags) !== 0) {
           stop = flags & COMMA_FLAG;
           break;
          }
          index++;
         }
         if (stop !== 0) break parameter;
         continue parameter;
        }
        if (code === BSLASH && index + 1 < len) {
         escaped = true;
         index += 2;
         continue;
        }
        index++;
       }
       continue parameter;
      }
      const valueStart = index;
      let stop = 0;
      let valueWhitespace = -1;
      while (index < len) {
       const code = header.charCodeAt(index);
       const flags = CHAR_MAP[code];
       if ((flags & stopFlags) !== 0) {
        stop = flags & COMMA_FLAG;
        break;
       }
       if ((flags & OWS) !== 0) {
        if (valueWhitespace === -1) valueWhitespace = index;
       } else valueWhitespace = -1;
       index++;
      }
      if (parameters[key] === void 0) {
       const valueEnd = valueWhitespace === -1 ? index : valueWhitespace;
       parameters[key] = header.slice(valueStart, valueEnd);
      }
      if (stop !== 0) break parameter;
      continue parameter;
     }
     if ((flags & OWS) !== 0) {
      if (keyWhitespace === -1) keyWhitespace = index;
     } else keyWhitespace = -1;
     keyFlags |= code & NON_ASCII | flags;
     index++;
    }
   }
   return {
    type,
    index,
    parameters
   };
  }
  function unescapeQuotedPairs(str, start, end) {
   let result = "";
   for (let index = start; index < end; index++) if (str.charCodeAt(index) === BSLASH) {
    result += str.slice(start, index);
    start = ++index;
   }
   return result + str.slice(start, end);
  }
  // node_modules/json-with-bigint/json-with-bigint.js
  const intRegex = /^-?\d+$/;
  const noiseValue = /^-?\d+n+$/;
  const originalStringify = JSON.stringify;
  const originalParse = JSON.parse;
  const customFormat = /^-?\d+n$/;
  const bigIntsStringify = /([\[:])?"(-?\d+)n"($|\s*[,\}\]])/g;
  const noiseStringify = /([\[:])?("-?\d+n+)n("$|"\s*[,\}\]])/g;
  const isUnstringifiable = val => val === void 0 || typeof val === "function" || typeof val === "symbol";
  const isRawJSON = val => val !== null && typeof val === "object" && val.constructor && val.constructor.name === "RawJSON";
  const stringifyIteratively = (rootValue, replacer, spaceParam) => {
   let space = "";
   if (typeof spaceParam === "number") space = " ".repeat(Math.min(10, Math.max(0, Math.floor(spaceParam)))); else if (typeof spaceParam === "string") space = spaceParam.slice(0, 10);
   const isFunctionReplacer = typeof replacer === "function";
   const propertyList = Array.isArray(replacer) ? new Set(replacer.map(String)) : null;
   const prepareVal = (parent, key, val) => {
    const isObject = val !== null && typeof val === "object";
    const hasToJSON = isObject && typeof val.toJSON === "function";
    if (hasToJSON) val = val.toJSON(key);
    const isNoise = typeof val === "string" && noiseValue.test(val);
    if (isNoise) return val + "n";
    const isBigInt = typeof val === "bigint";
    if (isBigInt) {
     const supportsRawJSON = "rawJSON" in JSON;
     if (supportsRawJSON) return JSON.rawJSON(val.toString());
     return val.toString() + "n";
    }
    if (isFunctionReplacer) val = replacer.call(parent, key, val);
    const isPostReplacerObject = val !== null && typeof val === "object";
    if (isPostReplacerObject) {
     const isPrimitiveWrapper = val instanceof Number || val instanceof String || val instanceof Boolean;
     if (isPrimitiveWrapper) val = val.valueOf();
    }
    return val;
   };
   const rootProcessed = prepareVal({
    "": rootValue
   }, "", rootValue);
   if (isUnstringifiable(rootProcessed)) return;
   const isRootPrimitive = rootProcessed === null || typeof rootProcessed !== "object";
   const isRootNativeRawJSON = isRawJSON(rootProcessed);
   if (isRootPrimitive || isRootNativeRawJSON) return originalStringify(rootProcessed);
   const chunks = [];
   let level = 0;
   const stack = [ {
    parent: {
     "": rootProcessed
    },
    key: "",
    val: rootProcessed,
    isArray: Array.isArray(rootProcessed),
    keys: Array.isArray(rootProcessed) ? null : Object.keys(rootProcessed),
    index: 0,
    first: true
   } ];
   const visited = new WeakSet([ rootProcessed ]);
   while (stack.length > 0) {
    const node = stack[stack.length - 1];
    if (node.index === 0) {
     chunks.push(node.isArray ? "[" : "{");
     level++;
    }
    let isDone = false;
    if (node.isArray) if (node.index < node.val.length) {
     if (!node.first) chunks.push(",");
     if (space) chunks.push("\n" + space.repeat(level));
     const childRaw = node.val[node.index];
     const childVal = prepareVal(node.val, String(node.index), childRaw);
     if (isUnstringifiable(childVal)) {
      chunks.push("null");
      node.first = false;
      node.index++;
     } else {
      const isComplexObject = childVal !== null && typeof childVal === "object";
      const isNativeRaw = isRawJSON(childVal);
      if (isComplexObject && !isNativeRaw) {
       if (visited.has(childVal)) throw new TypeError("Converting circular structure to JSON");
       visited.add(childVal);
       stack.push({
        parent: node.val,
        key: String(node.index),
        val: childVal,
        isArray: Array.isArray(childVal),
        keys: Array.isArray(childVal) ? null : Object.keys(childVal),
        index: 0,
        first: true
       });
       node.first = false;
       node.index++;
      } else {
       chunks.push(originalStringify(childVal));
       node.first = false;
       node.index++;
      }
     }
    } else isDone = true; else {
     while (node.index < node.keys.length) {
      const k = node.keys[node.index++];
      const isFilteredOutByArray = propertyList && !propertyList.has(k);
      if (isFilteredOutByArray) continue;
      const childRaw = node.val[k];
      const childVal = prepareVal(node.val, k, childRaw);
      if (isUnstringifiable(childVal)) continue;
      if (!node.first) chunks.push(",");
      if (space) chunks.push("\n" + space.repeat(level) + originalStringify(k) + ": "); else chunks.push(originalStringify(k) + ":");
      const isComplexObject = childVal !== null && typeof childVal === "object";
      const isNativeRaw = isRawJSON(childVal);
      if (isComplexObject && !isNativeRaw) {
       if (visited.has(childVal)) throw new TypeError("Converting circular structure to JSON");
       visited.add(childVal);
       stack.push({
        parent: node.val,
        key: k,
        val: childVal,
        isArray: Array.isArray(childVal),
        keys: Array.isArray(childVal) ? null : Object.keys(childVal),
        index: 0,
        first: true
       });
       node.first = false;
       break;
      } else {
       chunks.push(originalStringify(childVal));
       node.first = false;
      }
     }
     const isNodeFullyProcessed = node.index >= node.keys.length && stack[stack.length - 1] === node;
     if (isNodeFullyProcessed) isDone = true;
    }
    if (isDone) {
     level--;
     if (!node.first && space) chunks.push("\n" + space.repeat(level));
     chunks.push(node.isArray ? "]" : "}");
     visited.delete(node.val);
     stack.pop();
    }
   }
   return chunks.join("");
  };
  const JSONStringify = (value, replacer, space) => {
   try {
    const supportsRawJSON = "rawJSON" in JSON;
    if (supportsRawJSON) return originalStringify(value, (key, val) => {
     if (typeof val === "bigint") return JSON.rawJSON(val.toString());
     const hasFunctionReplacer = typeof replacer === "function";
     if (hasFunctionReplacer) return replacer(key, val);
     const isKeyInArrayReplacer = Array.isArray(replacer) && replacer.includes(key);
     if (isKeyInArrayReplacer) return val;
     return val;
    }, space);
    if (!value) return originalStringify(value, replacer, space);
    const convertedToCustomJSON = originalStringify(value, (key, val) => {
     const isNoise = typeof val === "string" && noiseValue.test(val);
     if (isNoise) return val.toString() + "n";
     if (typeof val === "bigint") return val.toString() + "n";
     const hasFunctionReplacer = typeof replacer === "function";
     if (hasFunctionReplacer) return replacer(key, val);
     const isKeyInArrayReplacer = Array.isArray(replacer) && replacer.includes(key);
     if (isKeyInArrayReplacer) return val;
     return val;
    }, space);
    const processedJSON = convertedToCustomJSON.replace(bigIntsStringify, "$1$2$3");
    const denoisedJSON = processedJSON.replace(noiseStringify, "$1$2$3");
    return denoisedJSON;
   } catch (error) {
    if (error instanceof RangeError) {
     const convertedJSON = stringifyIteratively(value, replacer, space);
     if (convertedJSON === void 0) return;
     const supportsRawJSON = "rawJSON" in JSON;
     if (supportsRawJSON) return convertedJSON;
     const processedJSON = convertedJSON.replace(bigIntsStringify, "$1$2$3");
     return processedJSON.replace(noiseStringify, "$1$2$3");
    }
    throw error;
   }
  };
  const featureCache = new Map;
  const isContextSourceSupported = () => {
   const parseFingerprint = JSON.parse.toString();
   if (featureCache.has(parseFingerprint)) return featureCache.get(parseFingerprint);
   try {
    const result = JSON.parse("1", (_, __, context) => !!context?.source && context.source === "1");
    featureCache.set(parseFingerprint, result);
    return result;
   } catch {
    featureCache.set(parseFingerprint, false);
    return false;
   }
  };
  const convertMarkedBigIntsReviver = (key, value, context, userReviver) => {
   const isCustomFormatBigInt = typeof value === "string" && customFormat.test(value);
   if (isCustomFormatBigInt) return BigInt(value.slice(0, -1));
   const isNoiseValue = typeof value === "string" && noiseValue.test(value);
   if (isNoiseValue) return value.slice(0, -1);
   const hasUserReviver = typeof userReviver === "function";
   if (!hasUserReviver) return value;
   return userReviver(key, value, context);
  };
  const JSONParseV2 = (text, reviver) => JSON.parse(text, (key, value, context) => {
   const isNumber = typeof value === "number";
   const isOutOfBounds = value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER;
   const isBigNumber = isNumber && isOutOfBounds;
   const isInt = context && intRegex.test(context.source);
   const isBigInt = isBigNumber && isInt;
   if (isBigInt) return BigInt(context.source);
   const hasCustomReviver = typeof reviver === "function";
   if (!hasCustomReviver) return value;
   return reviver(key, value, context);
  });
  const MAX_INT = Number.MAX_SAFE_INTEGER.toString();
  const MAX_DIGITS = MAX_INT.length;
  const stringsOrLargeNumbers = /"(?:[^"\\]|\\.)*"|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/g;
  const noiseValueWithQuotes = /^"-?\d+n+"$/;
  const applyReviverIteratively = (parsed, userReviver) => {
   const rootHolder = {
    "": parsed
   };
   const stack = [ {
    parent: rootHolder,
    key: "",
    visited: false
   } ];
   while (stack.length > 0) {
    const node = stack[stack.length - 1];
    if (!node.visited) {
     node.visited = true;
     const value = node.parent[node.key];
     const isComplexObject = value !== null && typeof value === "object";
     if (isComplexObject) {
      const keys = Object.keys(value);
      for (let i = keys.length - 1; i >= 0; i--) stack.push({
       parent: value,
       key: keys[i],
       visited: false
      });
     }
    } else {
     const {parent, key} = node;
     let value = parent[key];
     if (typeof value === "string") {
      const isCustomFormatBigInt = customFormat.test(value);
      if (isCustomFormatBigInt) value = BigInt(value.slice(0, -1)); else {
       const isNoise = noiseValue.test(value);
       if (isNoise) value = value.slice(0, -1);
      }
     }
     const hasUserReviver = typeof userReviver === "function";
     if (hasUserReviver) value = userReviver.call(parent, key, value);
     const isDeleted = value === void 0;
     if (isDeleted) delete parent[key]; else parent[key] = value;
     stack.pop();
    }
   }
   return rootHolder[""];
  };
  const serializeBigInts = text => text.replace(stringsOrLargeNumbers, (match, digits, fractional, exponential) => {
   const isString = match[0] === '"';
   const isNoise = isString && noiseValueWithQuotes.test(match);
   if (isNoise) return match.substring(0, match.length - 1) + 'n"';
   const hasFractionalOrExponential = fractional || exponential;
   const isLessThanMaxSafeInt = digits && (digits.length < MAX_DIGITS || digits.length === MAX_DIGITS && digits <= MAX_INT);
   const isStandardValue = isString || hasFractionalOrExponential || isLessThanMaxSafeInt;
   if (isStandardValue) return match;
   return '"' + match + 'n"';
  });
  const JSONParse = (text, reviver) => {
   if (!text) return originalParse(text, reviver);
   try {
    if (isContextSourceSupported()) return JSONParseV2(text, reviver);
    const serializedData = serializeBigInts(text);
    return originalParse(serializedData, (key, value, context) => convertMarkedBigIntsReviver(key, value, context, reviver));
   } catch (error) {
    if (error instanceof RangeError) {
     const serializedData = serializeBigInts(text);
     const parsed = originalParse(serializedData);
     return applyReviverIteratively(parsed, reviver);
    }
    throw error;
   }
  };
  // node_modules/@octokit/request-error/dist-src/index.js
  class RequestError extends Error {
   name;
   status;
   request;
   response;
   constructor(message, statusCode, options) {
    super(message, {
     cause: options.cause
    });
    this.name = "HttpError";
    this.status = Number.parseInt(statusCode);
    if (Number.isNaN(this.status)) this.status = 0;
    if ("response" in options) this.response = options.response;
    const requestCopy = Object.assign({}, options.request);
    if (options.request.headers.authorization) requestCopy.headers = Object.assign({}, options.request.headers, {
     authorization: options.request.headers.authorization.replace(/(?<! ) .*$/, " [REDACTED]")
    });
    requestCopy.url = requestCopy.url.replace(/\bclient_secret=\w+/g, "client_secret=[REDACTED]").replace(/\baccess_token=\w+/g, "access_token=[REDACTED]");
    this.request = requestCopy;
   }
  }
  // node_modules/@octokit/request/dist-bundle/index.js
  var dist_bundle_VERSION = "10.0.16";
  var defaults_default = {
   headers: {
    "user-agent": `octokit-request.js/${dist_bundle_VERSION} ${getUserAgent()}`
   }
  };
  function dist_bundle_isPlainObject(value) {
   if (typeof value !== "object" || value === null) return false;
   if (Object.prototype.toString.call(value) !== "[object Object]") return false;
   const proto = Object.getPrototypeOf(value);
   if (proto === null) return true;
   const Ctor = Object.prototype.hasOwnProperty.call(proto, "constructor") && proto.constructor;
   return typeof Ctor === "function" && Ctor instanceof Ctor && Function.prototype.call(Ctor) === Function.prototype.call(value);
  }
  var noop = () => "";
  async function fetchWrapper(requestOptions) {
   const fetch = requestOptions.request?.fetch || globalThis.fetch;
   if (!fetch) throw new Error("fetch is not set. Please pass a fetch implementation as new Octokit({ request: { fetch }}). Learn more at https://github.com/octokit/octokit.js/#fetch-missing");
   const log = requestOptions.request?.log || console;
   const parseSuccessResponseBody = requestOptions.request?.parseSuccessResponseBody !== false;
   const body = dist_bundle_isPlainObject(requestOptions.body) || Array.isArray(requestOptions.body) ? JSONStringify(requestOptions.body) : requestOptions.body;
   const requestHeaders = Object.fromEntries(Object.entries(requestOptions.headers).map(([name, value]) => [ name, String(value) ]));
   let fetchResponse;
   try {
    fetchResponse = await fetch(requestOptions.url, {
     method: requestOptions.method,
     body,
     redirect: requestOptions.request?.redirect,
     headers: requestHeaders,
     signal: requestOptions.request?.signal,
     ...requestOptions.body && {
      duplex: "half"
     }
    });
   } catch (error) {
    let message = "Unknown Error";
    if (error instanceof Error) {
     if (error.name === "AbortError") {
      error.status = 500;
      throw error;
     }
     message = error.message;
     if (error.name === "TypeError" && "cause" in error) if (error.cause instanceof Error) message = error.cause.message; else if (typeof error.cause === "string") message = error.cause;
    }
    const requestError = new RequestError(message, 500, {
     request: requestOptions
    });
    requestError.cause = error;
    throw requestError;
   }
   const status = fetchResponse.status;
   const url = fetchResponse.url;
   const responseHeaders = {};
   for (const [key, value] of fetchResponse.headers) responseHeaders[key] = value;
   const octokitResponse = {
    url,
    status,
    headers: responseHeaders,
    data: ""
   };
   if ("deprecation" in responseHeaders) {
    const matches = responseHeaders.link && responseHeaders.link.match(/<([^<>]+)>; rel="deprecation"/);
    const deprecationLink = matches && matches.pop();
    log.warn(`[@octokit/request] "${requestOptions.method} ${requestOptions.url}" is deprecated. It is scheduled to be removed on ${responseHeaders.sunset}${deprecationLink ? `. See ${deprecationLink}` : ""}`);
   }
   if (status === 204 || status === 205) return octokitResponse;
   if (requestOptions.method === "HEAD") {
    if (status < 400) return octokitResponse;
    throw new RequestError(fetchResponse.statusText, status, {
     response: octokitResponse,
     request: requestOptions
    });
   }
   if (status === 304) {
    octokitResponse.data = await getResponseData(fetchResponse);
    throw new RequestError("Not modified", status, {
     response: octokitResponse,
     request: requestOptions
    });
   }
   if (status >= 400) {
    octokitResponse.data = await getResponseData(fetchResponse);
    throw new RequestError(toErrorMessage(octokitResponse.data), status, {
     response: octokitResponse,
     request: requestOptions
    });
   }
   octokitResponse.data = parseSuccessResponseBody ? await getResponseData(fetchResponse) : fetchResponse.body;
   return octokitResponse;
  }
  async function getResponseData(response) {
   const contentType = response.headers.get("content-type");
   if (!contentType) return response.text().catch(noop);
   const mimetype = dist_parse(contentType);
   if (isJSONResponse(mimetype)) {
    let text = "";
    try {
     text = await response.text();
     return JSONParse(text);
    } catch (err) {
     return text;
    }
   } else if (mimetype.type.startsWith("text/") || mimetype.parameters.charset?.toLowerCase() === "utf-8" && mimetype.type !== "application/octet-stream") return response.text().catch(noop); else return response.arrayBuffer().catch(() => new ArrayBuffer(0));
  }
  function isJSONResponse(mimetype) {
   return mimetype.type === "application/json" || mimetype.type === "application/scim+json";
  }
  function toErrorMessage(data) {
   if (typeof data === "string") return data;
   if (data instanceof ArrayBuffer) return "Unknown error";
   if (typeof data === "object" && data !== null && "message" in data) {
    const objectData = data;
    const suffix = "documentation_url" in objectData ? ` - ${objectData.documentation_url}` : "";
    return Array.isArray(objectData.errors) ? `${objectData.message}: ${objectData.errors.map(v => JSON.stringify(v)).join(", ")}${suffix}` : `${objectData.message}${suffix}`;
   }
   return `Unknown error: ${JSON.stringify(data)}`;
  }
  function dist_bundle_withDefaults(oldEndpoint, newDefaults) {
   const endpoint2 = oldEndpoint.defaults(newDefaults);
   const newApi = function(route, parameters) {
    const endpointOptions = endpoint2.merge(route, parameters);
    if (!endpointOptions.request || !endpointOptions.request.hook) return fetchWrapper(endpoint2.parse(endpointOptions));
    const request2 = (route2, parameters2) => fetchWrapper(endpoint2.parse(endpoint2.merge(route2, parameters2)));
    Object.assign(request2, {
     endpoint: endpoint2,
     defaults: dist_bundle_withDefaults.bind(null, endpoint2)
    });
    return endpointOptions.request.hook(request2, endpointOptions);
   };
   return Object.assign(newApi, {
    endpoint: endpoint2,
    defaults: dist_bundle_withDefaults.bind(null, endpoint2)
   });
  }
  var request = dist_bundle_withDefaults(endpoint, defaults_default);
  // node_modules/@octokit/graphql/dist-bundle/index.js
  var graphql_dist_bundle_VERSION = "0.0.0-development";
  function _buildMessageForResponseErrors(data) {
   return "Request failed due to following response errors:\n" + data.errors.map(e => ` - ${e.message}`).join("\n");
  }
  var GraphqlResponseError = class extends Error {
   constructor(request2, headers, response) {
    super(_buildMessageForResponseErrors(response));
    this.request = request2;
    this.headers = headers;
    this.response = response;
    this.errors = response.errors;
    this.data = response.data;
    if (Error.captureStackTrace) Error.captureStackTrace(this, this.constructor);
   }
   request;
   headers;
   response;
   name="GraphqlResponseError";
   errors;
   data;
  };
  var NON_VARIABLE_OPTIONS = [ "method", "baseUrl", "url", "headers", "request", "query", "mediaType", "operationName" ];
  var FORBIDDEN_VARIABLE_OPTIONS = [ "query", "method", "url" ];
  var GHES_V3_SUFFIX_REGEX = /\/api\/v3\/?$/;
  function graphql(request2, query, options) {
   if (options) {
    if (typeof query === "string" && "query" in options) return Promise.reject(new Error("[@octokit/graphql] \"query\" cannot be used as variable name"));
    for (const key in options) {
     if (!FORBIDDEN_VARIABLE_OPTIONS.includes(key)) continue;
     return Promise.reject(new Error(`[@octokit/graphql] "${key}" cannot be used as variable name`));
    }
   }
   const parsedOptions = typeof query === "string" ? Object.assign({
    query
   }, options) : query;
   const requestOptions = Object.keys(parsedOptions).reduce((result, key) => {
    if (NON_VARIABLE_OPTIONS.includes(key)) {
     result[key] = parsedOptions[key];
     return result;
    }
    if (!result.variables) result.variables = {};
    result.variables[key] = parsedOptions[key];
    return result;
   }, {});
   const baseUrl = parsedOptions.baseUrl || request2.endpoint.DEFAULTS.baseUrl;
   if (GHES_V3_SUFFIX_REGEX.test(baseUrl)) requestOptions.url = baseUrl.replace(GHES_V3_SUFFIX_REGEX, "/api/graphql");
   return request2(requestOptions).then(response => {
    if (response.data.errors) {
     const headers = {};
     for (const key of Object.keys(response.headers)) headers[key] = response.headers[key];
     throw new GraphqlResponseError(requestOptions, headers, response.data);
    }
    return response.data.data;
   });
  }
  function graphql_dist_bundle_withDefaults(request2, newDefaults) {
   const newRequest = request2.defaults(newDefaults);
   const newApi = (query, options) => graphql(newRequest, query, options);
   return Object.assign(newApi, {
    defaults: graphql_dist_bundle_withDefaults.bind(null, newRequest),
    endpoint: newRequest.endpoint
   });
  }
  graphql_dist_bundle_withDefaults(request, {
   headers: {
    "user-agent": `octokit-graphql.js/${graphql_dist_bundle_VERSION} ${getUserAgent()}`
   },
   method: "POST",
   url: "/graphql"
  });
  function withCustomRequest(customRequest) {
   return graphql_dist_bundle_withDefaults(customRequest, {
    method: "POST",
    url: "/graphql"
   });
  }
  // node_modules/@octokit/auth-token/dist-bundle/index.js
  var b64url = "(?:[a-zA-Z0-9_-]+)";
  var sep = "\\.";
  var jwtRE = new RegExp(`^${b64url}${sep}${b64url}${sep}${b64url}$`);
  var isJWT = jwtRE.test.bind(jwtRE);
  async function auth(token) {
   const isApp = isJWT(token);
   const isInstallation = token.startsWith("v1.") || token.startsWith("ghs_");
   const isUserToServer = token.startsWith("ghu_");
   const tokenType = isApp ? "app" : isInstallation ? "installation" : isUserToServer ? "user-to-server" : "oauth";
   return {
    type: "token",
    token,
    tokenType
   };
  }
  function withAuthorizationPrefix(token) {
   if (token.split(/\./).length === 3) return `bearer ${token}`;
   return `token ${token}`;
  }
  async function hook(token, request, route, parameters) {
   const endpoint = request.endpoint.merge(route, parameters);
   endpoint.headers.authorization = withAuthorizationPrefix(token);
   return request(endpoint);
  }
  var createTokenAuth = function(token) {
   if (!token) throw new Error("[@octokit/auth-token] No token passed to createTokenAuth");
   if (typeof token !== "string") throw new Error("[@octokit/auth-token] Token passed to createTokenAuth is not a string");
   token = token.replace(/^(token|bearer) +/i, "");
   return Object.assign(auth.bind(null, token), {
    hook: hook.bind(null, token)
   });
  };
  // node_modules/@octokit/core/dist-src/version.js
  const version_VERSION = "7.0.8";
  // node_modules/@octokit/core/dist-src/index.js
  const dist_src_noop = () => {};
  const consoleWarn = console.warn.bind(console);
  const consoleError = console.error.bind(console);
  function createLogger(logger = {}) {
   if (typeof logger.debug !== "function") logger.debug = dist_src_noop;
   if (typeof logger.info !== "function") logger.info = dist_src_noop;
   if (typeof logger.warn !== "function") logger.warn = consoleWarn;
   if (typeof logger.error !== "function") logger.error = consoleError;
   return logger;
  }
  const userAgentTrail = `octokit-core.js/${version_VERSION} ${getUserAgent()}`;
  class Octokit {
   static VERSION=version_VERSION;
   static defaults(defaults) {
    const OctokitWithDefaults = class extends(this){
     constructor(...args) {
      const options = args[0] || {};
      if (typeof defaults === "function") {
       super(defaults(options));
       return;
      }
      super(Object.assign({}, defaults, options, options.userAgent && defaults.userAgent ? {
       userAgent: `${options.userAgent} ${defaults.userAgent}`
      } : null));
     }
    };
    return OctokitWithDefaults;
   }
   static plugins=[];
   static plugin(...newPlugins) {
    const currentPlugins = this.plugins;
    const NewOctokit = class extends(this){
     static plugins=currentPlugins.concat(newPlugins.filter(plugin => !currentPlugins.includes(plugin)));
    };
    return NewOctokit;
   }
   constructor(options = {}) {
    const hook = new before_after_hook.Collection;
    const requestDefaults = {
     baseUrl: request.endpoint.DEFAULTS.baseUrl,
     headers: {},
     request: Object.assign({}, options.request, {
      hook: hook.bind(null, "request")
     }),
     mediaType: {
      previews: [],
      format: ""
     }
    };
    requestDefaults.headers["user-agent"] = options.userAgent ? `${options.userAgent} ${userAgentTrail}` : userAgentTrail;
    if (options.baseUrl) requestDefaults.baseUrl = options.baseUrl;
    if (options.previews) requestDefaults.mediaType.previews = options.previews;
    if (options.timeZone) requestDefaults.headers["time-zone"] = options.timeZone;
    this.request = request.defaults(requestDefaults);
    this.graphql = withCustomRequest(this.request).defaults(requestDefaults);
    this.log = createLogger(options.log);
    this.hook = hook;
    if (!options.authStrategy) if (!options.auth) this.auth = async () => ({
     type: "unauthenticated"
    }); else {
     const auth = createTokenAuth(options.auth);
     hook.wrap("request", auth.hook);
     this.auth = auth;
    } else {
     const {authStrategy, ...otherOptions} = options;
     const auth = authStrategy(Object.assign({
      request: this.request,
      log: this.log,
      octokit: this,
      octokitOptions: otherOptions
     }, options.auth));
     hook.wrap("request", auth.hook);
     this.auth = auth;
    }
    const classConstructor = this.constructor;
    for (let i = 0; i < classConstructor.plugins.length; ++i) Object.assign(this, classConstructor.plugins[i](this, options));
   }
   request;
   graphql;
   log;
   hook;
   auth;
  }
  // src/stubs/octokit-plugin.ts
  const nothing = () => ({});
  // node_modules/@actions/github/lib/utils.js
  new Context;
  const baseUrl = getApiBaseUrl();
  const defaults = {
   baseUrl,
   request: {
    agent: getProxyAgent(baseUrl),
    fetch: getProxyFetch(baseUrl)
   }
  };
  const GitHub = Octokit.plugin(nothing, nothing).defaults(defaults);
  function getOctokitOptions(token, options) {
   const opts = Object.assign({}, options || {});
   const auth = getAuthString(token, opts);
   if (auth) opts.auth = auth;
   const userAgent = getUserAgentWithOrchestrationId(opts.userAgent);
   if (userAgent) opts.userAgent = userAgent;
   return opts;
  }
  // node_modules/@actions/github/lib/github.js
  new Context;
  function getOctokit(token, options, ...additionalPlugins) {
   const GitHubWithPlugins = GitHub.plugin(...additionalPlugins);
   return new GitHubWithPlugins(getOctokitOptions(token, options));
  }
 }
};

var __webpack_module_cache__ = {};

function __nccwpck_require__(moduleId) {
 var cachedModule = __webpack_module_cache__[moduleId];
 if (cachedModule !== void 0) return cachedModule.exports;
 var module = __webpack_module_cache__[moduleId] = {
  exports: {}
 };
 var threw = true;
 try {
  __webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
  threw = false;
 } finally {
  if (threw) delete __webpack_module_cache__[moduleId];
 }
 return module.exports;
}

if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";

(() => {
 __nccwpck_require__.n = module => {
  var getter = module && module.__esModule ? () => module['default'] : () => module;
  __nccwpck_require__.d(getter, {
   a: getter
  });
  return getter;
 };
})();

(() => {
 var getProto = Object.getPrototypeOf ? obj => Object.getPrototypeOf(obj) : obj => obj.__proto__;
 var leafPrototypes;
 __nccwpck_require__.t = function(value, mode) {
  if (mode & 1) value = this(value);
  if (mode & 8) return value;
  if (typeof value === 'object' && value) {
   if (mode & 4 && value.__esModule) return value;
   if (mode & 16 && typeof value.then === 'function') return value;
  }
  var ns = Object.create(null);
  __nccwpck_require__.r(ns);
  var def = {};
  leafPrototypes = leafPrototypes || [ null, getProto({}), getProto([]), getProto(getProto) ];
  for (var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) Object.getOwnPropertyNames(current).forEach(key => def[key] = () => value[key]);
  def['default'] = () => value;
  __nccwpck_require__.d(ns, def);
  return ns;
 };
})();

(() => {
 __nccwpck_require__.d = (exports, definition) => {
  for (var key in definition) if (__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) Object.defineProperty(exports, key, {
   enumerable: true,
   get: definition[key]
  });
 };
})();

(() => {
 __nccwpck_require__.o = (obj, prop) => Object.prototype.hasOwnProperty.call(obj, prop);
})();

(() => {
 __nccwpck_require__.r = exports => {
  if (typeof Symbol !== 'undefined' && Symbol.toStringTag) Object.defineProperty(exports, Symbol.toStringTag, {
   value: 'Module'
  });
  Object.defineProperty(exports, '__esModule', {
   value: true
  });
 };
})();

// external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

// external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

var external_node_path_default = __nccwpck_require__.n(external_node_path_namespaceObject);

var external_os_ = __nccwpck_require__(857);

// node_modules/@actions/core/lib/utils.js
function utils_toCommandValue(input) {
 if (input === null || input === void 0) return ''; else if (typeof input === 'string' || input instanceof String) return input;
 return JSON.stringify(input);
}

function toCommandProperties(annotationProperties) {
 if (!Object.keys(annotationProperties).length) return {};
 return {
  title: annotationProperties.title,
  file: annotationProperties.file,
  line: annotationProperties.startLine,
  endLine: annotationProperties.endLine,
  col: annotationProperties.startColumn,
  endColumn: annotationProperties.endColumn
 };
}

// node_modules/@actions/core/lib/command.js
function command_issueCommand(command, properties, message) {
 const cmd = new Command(command, properties, message);
 process.stdout.write(cmd.toString() + external_os_.EOL);
}

function command_issue(name, message = "") {
 command_issueCommand(name, {}, message);
}

const CMD_STRING = '::';

class Command {
 constructor(command, properties, message) {
  if (!command) command = 'missing.command';
  this.command = command;
  this.properties = properties;
  this.message = message;
 }
 toString() {
  let cmdStr = CMD_STRING + this.command;
  if (this.properties && Object.keys(this.properties).length > 0) {
   cmdStr += ' ';
   let first = true;
   for (const key in this.properties) if (this.properties.hasOwnProperty(key)) {
    const val = this.properties[key];
    if (val) {
     if (first) first = false; else cmdStr += ',';
     cmdStr += `${key}=${escapeProperty(val)}`;
    }
   }
  }
  cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
  return cmdStr;
 }
}

function escapeData(s) {
 return utils_toCommandValue(s).replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(s) {
 return utils_toCommandValue(s).replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/:/g, '%3A').replace(/,/g, '%2C');
}

// external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

var external_fs_ = __nccwpck_require__(896);

// node_modules/@actions/core/lib/file-command.js
function file_command_issueFileCommand(command, message) {
 const filePath = process.env[`GITHUB_${command}`];
 if (!filePath) throw new Error(`Unable to find environment variable for file command ${command}`);
 if (!external_fs_.existsSync(filePath)) throw new Error(`Missing file at path: ${filePath}`);
 external_fs_.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_.EOL}`, {
  encoding: 'utf8'
 });
}

function file_command_prepareKeyValueMessage(key, value) {
 const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
 const convertedValue = utils_toCommandValue(value);
 if (key.includes(delimiter)) throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
 if (convertedValue.includes(delimiter)) throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
 return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}

// external "path"
__WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

// node_modules/@actions/core/lib/summary.js
var summary_awaiter = function(thisArg, _arguments, P, generator) {
 function adopt(value) {
  return value instanceof P ? value : new P(function(resolve) {
   resolve(value);
  });
 }
 return new (P || (P = Promise))(function(resolve, reject) {
  function fulfilled(value) {
   try {
    step(generator.next(value));
   } catch (e) {
    reject(e);
   }
  }
  function rejected(value) {
   try {
    step(generator["throw"](value));
   } catch (e) {
    reject(e);
   }
  }
  function step(result) {
   result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
  }
  step((generator = generator.apply(thisArg, _arguments || [])).next());
 });
};

const {access, appendFile, writeFile} = external_fs_.promises;

const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';

class Summary {
 constructor() {
  this._buffer = '';
 }
 filePath() {
  return summary_awaiter(this, void 0, void 0, function*() {
   if (this._filePath) return this._filePath;
   const pathFromEnv = process.env[SUMMARY_ENV_VAR];
   if (!pathFromEnv) throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
   try {
    yield access(pathFromEnv, external_fs_.constants.R_OK | external_fs_.constants.W_OK);
   } catch (_a) {
    throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
   }
   this._filePath = pathFromEnv;
   return this._filePath;
  });
 }
 wrap(tag, content, attrs = {}) {
  const htmlAttrs = Object.entries(attrs).map(([key, value]) => ` ${key}="${value}"`).join('');
  if (!content) return `<${tag}${htmlAttrs}>`;
  return `<${tag}${htmlAttrs}>${content}</${tag}>`;
 }
 write(options) {
  return summary_awaiter(this, void 0, void 0, function*() {
   const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
   const filePath = yield this.filePath();
   const writeFunc = overwrite ? writeFile : appendFile;
   yield writeFunc(filePath, this._buffer, {
    encoding: 'utf8'
   });
   return this.emptyBuffer();
  });
 }
 clear() {
  return summary_awaiter(this, void 0, void 0, function*() {
   return this.emptyBuffer().write({
    overwrite: true
   });
  });
 }
 stringify() {
  return this._buffer;
 }
 isEmptyBuffer() {
  return this._buffer.length === 0;
 }
 emptyBuffer() {
  this._buffer = '';
  return this;
 }
 addRaw(text, addEOL = false) {
  this._buffer += text;
  return addEOL ? this.addEOL() : this;
 }
 addEOL() {
  return this.addRaw(external_os_.EOL);
 }
 addCodeBlock(code, lang) {
  const attrs = Object.assign({}, lang && {
   lang
  });
  const element = this.wrap('pre', this.wrap('code', code), attrs);
  return this.addRaw(element).addEOL();
 }
 addList(items, ordered = false) {
  const tag = ordered ? 'ol' : 'ul';
  const listItems = items.map(item => this.wrap('li', item)).join('');
  const element = this.wrap(tag, listItems);
  return this.addRaw(element).addEOL();
 }
 addTable(rows) {
  const tableBody = rows.map(row => {
   const cells = row.map(cell => {
    if (typeof cell === 'string') return this.wrap('td', cell);
    const {header, data, colspan, rowspan} = cell;
    const tag = header ? 'th' : 'td';
    const attrs = Object.assign(Object.assign({}, colspan && {
     colspan
    }), rowspan && {
     rowspan
    });
    return this.wrap(tag, data, attrs);
   }).join('');
   return this.wrap('tr', cells);
  }).join('');
  const element = this.wrap('table', tableBody);
  return this.addRaw(element).addEOL();
 }
 addDetails(label, content) {
  const element = this.wrap('details', this.wrap('summary', label) + content);
  return this.addRaw(element).addEOL();
 }
 addImage(src, alt, options) {
  const {width, height} = options || {};
  const attrs = Object.assign(Object.assign({}, width && {
   width
  }), height && {
   height
  });
  const element = this.wrap('img', null, Object.assign({
   src,
   alt
  }, attrs));
  return this.addRaw(element).addEOL();
 }
 addHeading(text, level) {
  const tag = `h${level}`;
  const allowedTag = [ 'h1', 'h2', 'h3', 'h4', 'h5', 'h6' ].includes(tag) ? tag : 'h1';
  const element = this.wrap(allowedTag, text);
  return this.addRaw(element).addEOL();
 }
 addSeparator() {
  const element = this.wrap('hr', null);
  return this.addRaw(element).addEOL();
 }
 addBreak() {
  const element = this.wrap('br', null);
  return this.addRaw(element).addEOL();
 }
 addQuote(text, cite) {
  const attrs = Object.assign({}, cite && {
   cite
  });
  const element = this.wrap('blockquote', text, attrs);
  return this.addRaw(element).addEOL();
 }
 addLink(text, href) {
  const element = this.wrap('a', text, {
   href
  });
  return this.addRaw(element).addEOL();
 }
}

const _summary = new Summary;

const summary = _summary;

// node_modules/@actions/core/lib/platform.js
external_os_.platform();

external_os_.arch();

// node_modules/@actions/core/lib/core.js
var ExitCode;

(function(ExitCode) {
 ExitCode[ExitCode["Success"] = 0] = "Success";
 ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));

function core_setSecret(secret) {
 command_issueCommand('add-mask', {}, secret);
}

function setOutput(name, value) {
 const filePath = process.env['GITHUB_OUTPUT'] || '';
 if (filePath) return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
 process.stdout.write(external_os_.EOL);
 command_issueCommand('set-output', {
  name
 }, utils_toCommandValue(value));
}

function setFailed(message) {
 process.exitCode = ExitCode.Failure;
 error(message);
}

function core_debug(message) {
 command_issueCommand('debug', {}, message);
}

function error(message, properties = {}) {
 command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}

function warning(message, properties = {}) {
 command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}

function notice(message, properties = {}) {
 command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}

function info(message) {
 process.stdout.write(message + external_os_.EOL);
}

function startGroup(name) {
 command_issue('group', name);
}

function endGroup() {
 command_issue('endgroup');
}

// src/shared/phrases.ts
const DOCS = 'https://github.com/<owner>/cancel-vercel-builds/blob/main/docs/troubleshooting.md';

const MESSAGES = {
 tokenMissing: '`token` is empty',
 tokenRefused: 'Vercel rejected the token',
 singleSignOn: 'The team requires single sign-on',
 teamRefused: 'The token has no access to the team',
 projectsRefused: 'This token cannot list projects',
 refused: 'Vercel does not allow this',
 projectUnknown: 'Vercel has no project',
 noProject: 'No project that this token can see is connected to',
 notFound: 'Vercel has no deployment',
 githubUnknown: 'kept without an answer from GitHub',
 otherRepository: 'belong to another repository',
 detached: 'were deployed from a detached checkout (`HEAD`)',
 nameless: 'Never canceled, because no repository or no branch is known',
 proxyUnusable: 'names a proxy that cannot be used',
 down: 'Vercel seems to be down',
 unreachable: 'Vercel could not be reached',
 failed: 'Vercel returned an error',
 declined: 'Vercel rejected the request',
 cutOff: "Vercel's response was incomplete",
 otherForm: 'Unexpected response from Vercel',
 redirected: 'redirects elsewhere',
 rateLimited: "Vercel's rate limit was reached",
 timeUp: "The step's time (`timeout`",
 stopped: 'The step was stopped',
 unknownInput: 'is not an input of this action',
 exclusive: 'cannot be combined',
 wrongInput: 'Invalid input',
 noSecrets: 'Vercel builds were not checked',
 noBranch: 'names no branch, so it supersedes no builds',
 forkGone: "This pull request's fork has been deleted",
 payload: "The event's payload cannot be read",
 pagesRepeat: "Vercel's list of builds repeats itself",
 listIncomplete: 'could not be listed completely',
 notCanceled: 'could not be canceled and may still be running',
 alreadyFinished: 'had already finished'
};

const HEADINGS = {
 tokenMissing: 'The input `token` is empty',
 projectUnknown: 'Vercel has no such project',
 listIncomplete: 'The builds could not be listed completely',
 noProject: 'No project is connected to the repository',
 notFound: 'Vercel has no such deployment',
 notCanceled: 'A build could not be canceled and may still be running',
 alreadyFinished: 'A named deployment had already finished',
 githubUnknown: 'Builds were kept without an answer from GitHub',
 otherRepository: 'The builds belong to another repository',
 detached: 'The builds were deployed from a detached checkout (`HEAD`)',
 nameless: '`vercel deploy` previews are never canceled',
 redirected: '`api-url` redirects elsewhere',
 proxyUnusable: 'A variable names a proxy that cannot be used',
 timeUp: "The step's time (`timeout`) was up",
 unknownInput: 'An input is misspelled',
 exclusive: 'Two inputs cannot be combined',
 wrongInput: 'An input has an invalid value',
 noSecrets: 'Vercel builds were not checked, because GitHub passed no secrets',
 noBranch: 'The event names no branch, so it supersedes no builds'
};

function headingOf(phrase) {
 return HEADINGS[phrase] ?? MESSAGES[phrase];
}

function linkTo(phrase) {
 const anchor = headingOf(phrase).toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
 return `${DOCS}#${anchor}`;
}

function phraseIn(text) {
 const phrases = Object.keys(MESSAGES);
 return phrases.find(phrase => text.includes(MESSAGES[phrase]));
}

// src/shared/text.ts
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

function plain(text, max = 1e3) {
 const line = text.toWellFormed().replace(INVISIBLE, ' ').replaceAll('##[', '## [').replace(/^\s*::/, ': :');
 return clip(line, max);
}

function clip(text, max) {
 if (text.length <= max) return text;
 return `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function markdown(text, max = 120) {
 const escaped = plain(text, max).replace(/[^\p{L}\p{N} .,/…-]/gu, character => `&#${character.codePointAt(0)};`);
 return escaped.replace(/www\./gi, start => `${start.slice(0, 3)}&#46;`).replaceAll('&#64;', '&#64;\x3c!-- --\x3e');
}

function count(n, noun) {
 return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

function ended(sentence) {
 return /[.?!]$/.test(sentence) ? sentence : `${sentence}.`;
}

function messageOf(error) {
 const {message} = Object(error);
 return typeof message === 'string' ? message : String(error);
}

function ticked(names) {
 return names.map(name => `\`${name}\``);
}

function listed(items, last = "and") {
 if (items.length < 2) return items.join('');
 return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
}

function duration(ms) {
 if (Math.round(ms) < 1000) return `${Math.max(0, Math.round(ms))} ms`;
 const s = Math.round(ms / 1000);
 if (s < 60) return `${s} s`;
 const min = Math.floor(s / 60);
 if (min < 60) return s % 60 === 0 ? `${min} min` : `${min} min ${s % 60} s`;
 return `${Math.floor(min / 60)} h ${min % 60} min`;
}

// src/shared/deadline.ts
const REPORT_MS = 250;

const LAST_LOOK_MS = 1000;

const SHORTEST_WITH_LAST_LOOK_MS = 5000;

function startDeadline({clock, startedAt, stop}, timeout) {
 const looksTwice = timeout >= SHORTEST_WITH_LAST_LOOK_MS;
 const last = startedAt + timeout - REPORT_MS;
 const reason = new Error(`${MESSAGES.timeUp}: ${duration(timeout)}) was up`);
 const step = endAt({
  clock,
  stop,
  reason
 }, looksTwice ? last - LAST_LOOK_MS : last);
 let look;
 return {
  ...step,
  lastLook() {
   look ??= endAt({
    clock,
    stop,
    reason
   }, last);
   return look;
  },
  clear() {
   step.clear();
   look?.clear();
  }
 };
}

function endAt({clock, stop, reason}, end) {
 const controller = new AbortController;
 const remaining = () => Math.max(0, end - clock.now());
 const timer = setTimeout(() => controller.abort(reason), remaining());
 const stopped = () => controller.abort(stop.reason);
 if (remaining() === 0) controller.abort(reason);
 if (stop.aborted) stopped();
 stop.addEventListener('abort', stopped);
 return {
  signal: controller.signal,
  remaining,
  clear: () => clearTimeout(timer)
 };
}

class StepEnded extends Error {
 name='StepEnded';
}

async function pause(ms, {clock, deadline}) {
 try {
  await clock.sleep(ms, deadline.signal);
 } catch (error) {
  const {aborted, reason} = deadline.signal;
  if (!aborted) throw error;
  throw new StepEnded(reason instanceof Error ? reason.message : MESSAGES.stopped);
 }
}

// node_modules/zod/v4/core/util.js
function getEnumValues(entries) {
 const numericValues = Object.values(entries).filter(v => typeof v === "number");
 const values = Object.entries(entries).filter(([k, _]) => numericValues.indexOf(+k) === -1).map(([_, v]) => v);
 return values;
}

function jsonStringifyReplacer(_, value) {
 if (typeof value === "bigint") return value.toString();
 return value;
}

class Cached {
 constructor(getter) {
  this._getter = getter;
  this._value = void 0;
 }
 get value() {
  const getter = this._getter;
  if (getter !== void 0) {
   this._value = getter();
   this._getter = void 0;
  }
  return this._value;
 }
}

function cached(getter) {
 return new Cached(getter);
}

function nullish(input) {
 return input === null || input === void 0;
}

function cleanRegex(source) {
 const start = source.startsWith("^") ? 1 : 0;
 const end = source.endsWith("$") ? source.length - 1 : source.length;
 return source.slice(start, end);
}

function assignProp(target, prop, value) {
 Object.defineProperty(target, prop, {
  value,
  writable: true,
  enumerable: true,
  configurable: true
 });
}

function rawShape(def) {
 const desc = Object.getOwnPropertyDescriptor(def, "shape");
 return desc?.get ? desc.get.raw : desc?.value;
}

function sourceShape(schema) {
 return rawShape(schema._zod.def) ?? schema._zod.def.shape;
}

function deferProp(target, key, getter) {
 Object.defineProperty(target, key, {
  get() {
   const value = getter();
   assignProp(this, key, value);
   return value;
  },
  enumerable: true,
  configurable: true
 });
}

function putProp(target, key, value) {
 if (key in target) assignProp(target, key, value); else target[key] = value;
}

function mirrorShape(target, source, keys, wrap) {
 const raw = sourceShape(source);
 for (const key of keys) {
  const desc = Object.getOwnPropertyDescriptor(raw, key);
  if (!desc.enumerable) continue;
  if (desc.get) deferProp(target, key, () => {
   const value = source._zod.def.shape[key];
   return wrap ? wrap(value, key) : value;
  }); else putProp(target, key, wrap ? wrap(desc.value, key) : desc.value);
 }
}

function mirrorProps(target, source) {
 for (const key of Reflect.ownKeys(source)) {
  const desc = Object.getOwnPropertyDescriptor(source, key);
  if (!desc.enumerable) continue;
  if (desc.get) deferProp(target, key, () => source[key]); else putProp(target, key, desc.value);
 }
}

function mergeDefs(...defs) {
 const mergedDescriptors = {};
 for (const def of defs) {
  const descriptors = Object.getOwnPropertyDescriptors(def);
  Object.assign(mergedDescriptors, descriptors);
 }
 return Object.defineProperties({}, mergedDescriptors);
}

const captureStackTrace = "captureStackTrace" in Error ? Error.captureStackTrace : (..._args) => {};

function util_isObject(data) {
 return typeof data === "object" && data !== null && !Array.isArray(data);
}

function isPlainObject(o) {
 if (util_isObject(o) === false) return false;
 const ctor = o.constructor;
 if (ctor === void 0) return true;
 if (typeof ctor !== "function") return true;
 const prot = ctor.prototype;
 if (util_isObject(prot) === false) return false;
 if (Object.prototype.hasOwnProperty.call(prot, "isPrototypeOf") === false) return false;
 return true;
}

const propertyKeyTypes = new Set([ "string", "number", "symbol" ]);

function escapeRegex(str) {
 return str.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function clone(inst, def, params) {
 const cl = new inst._zod.constr(def ?? inst._zod.def);
 if (!def || params?.parent) cl._zod.parent = inst;
 return cl;
}

function normalizeParams(_params) {
 const params = _params;
 if (!params) return {};
 if (typeof params === "string") return {
  error: () => params
 };
 if (params?.message !== void 0) {
  if (params?.error !== void 0) throw new Error("Cannot specify both `message` and `error` params");
  params.error = params.message;
 }
 delete params.message;
 if (typeof params.error === "string") return {
  ...params,
  error: () => params.error
 };
 return params;
}

function optionalKeys(shape) {
 return Object.keys(shape).filter(k => shape[k]._zod.optin !== void 0 && shape[k]._zod.optout === "optional");
}

function extend(schema, shape) {
 if (!isPlainObject(shape)) throw new Error("Invalid input to extend: expected a plain object");
 const checks = schema._zod.def.checks;
 const hasChecks = checks && checks.length > 0;
 if (hasChecks) {
  const existingShape = sourceShape(schema);
  for (const key of Reflect.ownKeys(shape)) if (Object.getOwnPropertyDescriptor(existingShape, key) !== void 0) throw new Error("Cannot overwrite keys on object schemas containing refinements. Use `.safeExtend()` instead.");
 }
 return clone(schema, mergeDefs(schema._zod.def, {
  shape: extended(schema, shape)
 }));
}

function extended(schema, shape) {
 const newShape = {};
 mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)));
 mirrorProps(newShape, shape);
 return newShape;
}

function aborted(x, startIndex = 0) {
 if (x.aborted === true) return true;
 for (let i = startIndex; i < x.issues.length; i++) if (x.issues[i]?.continue !== true) return true;
 return false;
}

function explicitlyAborted(x, startIndex = 0) {
 if (x.aborted === true) return true;
 for (let i = startIndex; i < x.issues.length; i++) if (x.issues[i]?.continue === false) return true;
 return false;
}

function prefixIssues(path, issues) {
 return issues.map(iss => {
  var _a;
  (_a = iss).path ?? (_a.path = []);
  iss.path.unshift(path);
  return iss;
 });
}

function unwrapMessage(message) {
 return typeof message === "string" ? message : message?.message;
}

function sizeCaps(defChecks) {
 const caps = [];
 for (const ch of defChecks ?? []) {
  const d = ch._zod.def;
  if (!/_(length|size)$|_equals$/.test(d.check)) break;
  const max = d.maximum ?? d.length ?? d.size;
  if (max >= 0) caps.push([ max, ch ]);
 }
 return caps;
}

function attachSchema(issues, start, inst) {
 var _a;
 for (let i = start; i < issues.length; i++) (_a = issues[i]).schema ?? (_a.schema = inst);
}

function finalizeIssue(iss, ctx, config) {
 var _a;
 const traits = iss.inst?._zod?.traits;
 if (traits?.has("$ZodType")) if (traits.has("$ZodCheck")) (_a = iss).schema ?? (_a.schema = iss.inst); else iss.schema = iss.inst;
 const schemaError = iss.schema !== iss.inst ? iss.schema?._zod.def?.error : void 0;
 const message = iss.message ? iss.message : unwrapMessage(iss.inst?._zod.def?.error?.(iss)) ?? unwrapMessage(schemaError?.(iss)) ?? unwrapMessage(ctx?.error?.(iss)) ?? unwrapMessage(config.customError?.(iss)) ?? unwrapMessage(config.localeError?.(iss)) ?? "Invalid input";
 const full = {};
 for (const k of Object.keys(iss)) {
  if (k === "inst" || k === "schema" || k === "continue" || k === "input" || k === "__proto__") continue;
  full[k] = iss[k];
 }
 full.path ?? (full.path = []);
 full.message = message;
 if (ctx?.reportInput) full.input = iss.input;
 return full;
}

const highSurrogate = /[\uD800-\uDBFF]/;

function codePointLength(str) {
 const units = str.length;
 if (!highSurrogate.test(str)) return units;
 let count = units;
 for (let i = 0; i < units - 1; i++) if ((str.charCodeAt(i) & 0xfc00) === 0xd800 && (str.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
  count--;
  i++;
 }
 return count;
}

function getLengthableOrigin(input) {
 if (Array.isArray(input)) return "array";
 if (typeof input === "string") return "string";
 return "unknown";
}

function members(proto, table) {
 for (const key in table) {
  const desc = Object.getOwnPropertyDescriptor(table, key);
  if (desc.get) Object.defineProperty(proto, key, {
   ...desc,
   enumerable: false
  }); else defineBound(proto, key, desc.value);
 }
}

function own(inst, key, value, enumerable = true) {
 Object.defineProperty(inst, key, {
  configurable: true,
  writable: true,
  enumerable,
  value
 });
 return value;
}

function hide(inst, key, value) {
 return own(inst, key, value, false);
}

function defineBound(proto, key, fn) {
 Object.defineProperty(proto, key, {
  configurable: true,
  get() {
   return this == null ? fn : own(this, key, fn.bind(this));
  },
  set(value) {
   own(this, key, value);
  }
 });
}

function claim(inst, sentinel) {
 const proto = Object.getPrototypeOf(inst);
 return sentinel in proto ? void 0 : proto;
}

let installing;

let broke = false;

const breaker = {
 configurable: true,
 get() {
  broke = true;
  return;
 }
};

function defineLazyInternal(inst, key, compute) {
 const proto = Object.getPrototypeOf(inst._zod);
 if (key in proto && installing !== inst._zod) {
  installing = void 0;
  return;
 }
 installing = inst._zod;
 Object.defineProperty(proto, key, {
  configurable: true,
  get() {
   Object.defineProperty(this, key, breaker);
   const outer = broke;
   broke = false;
   try {
    const value = compute(this);
    if (broke) delete this[key]; else Object.defineProperty(this, key, {
     configurable: true,
     writable: true,
     value
    });
    broke = broke || outer;
    return value;
   } catch (err) {
    delete this[key];
    broke = broke || outer;
    throw err;
   }
  },
  set(value) {
   Object.defineProperty(this, key, {
    configurable: true,
    writable: true,
    value
   });
  }
 });
}

function installLazyProp(inst, key, make, enumerable) {
 const proto = claim(inst, key);
 if (!proto) return;
 Object.defineProperty(proto, key, {
  configurable: true,
  get() {
   const desc = {
    configurable: true,
    writable: true,
    enumerable,
    value: void 0
   };
   Object.defineProperty(this, key, desc);
   desc.value = make(this);
   Object.defineProperty(this, key, desc);
   return desc.value;
  },
  set(value) {
   Object.defineProperty(this, key, {
    configurable: true,
    writable: true,
    enumerable,
    value
   });
  }
 });
}

const CONSTANT_CATCH = "~constantCatch";

function constantCatch(value) {
 const fn = () => value;
 fn[CONSTANT_CATCH] = true;
 return fn;
}

// node_modules/zod/v4/core/core.js
var _a;

const _zodDesc = {
 value: void 0,
 enumerable: false
};

let _E = "captureStackTrace" in Error ? Error : null;

function newError(Definition) {
 const E = _E;
 if (E) {
  const saved = E.stackTraceLimit;
  if (typeof saved === "number") {
   try {
    E.stackTraceLimit = 0;
   } catch {
    _E = null;
    return new Definition;
   }
   try {
    return new Definition;
   } finally {
    E.stackTraceLimit = saved;
   }
  }
 }
 return new Definition;
}

function $constructor(name, initializer, proto, params) {
 const zodProto = {};
 function Internals(def) {
  this.def = def;
  this.constr = _;
  this.traits = new Set;
 }
 Internals.prototype = zodProto;
 const protoMembers = proto;
 const initialized = protoMembers && new WeakSet;
 function init(inst, def) {
  if (!inst._zod) {
   _zodDesc.value = new Internals(def);
   try {
    Object.defineProperty(inst, "_zod", _zodDesc);
   } finally {
    _zodDesc.value = void 0;
   }
  } else if (inst._zod.traits.has(name)) return;
  inst._zod.traits.add(name);
  initializer(inst, def);
  if (initialized) {
   const own = Object.getPrototypeOf(inst);
   const ctorProto = inst._zod.constr.prototype;
   let up = own;
   while (up && up !== ctorProto) up = Object.getPrototypeOf(up);
   const target = up ?? own;
   if (!initialized.has(target)) {
    initialized.add(target);
    members(target, protoMembers);
   }
  }
  const proto = _.prototype;
  for (const k in proto) {
   if (!Object.prototype.hasOwnProperty.call(proto, k)) continue;
   if (!(k in inst)) inst[k] = proto[k].bind(inst);
  }
 }
 const Parent = params?.Parent ?? Object;
 class Definition extends Parent {}
 Object.defineProperty(Definition, "name", {
  value: name
 });
 function _(def) {
  const inst = params?.Parent ? newError(Definition) : this;
  init(inst, def);
  const deferred = inst._zod.deferred;
  if (deferred) {
   for (const fn of deferred) fn();
   inst._zod.deferred = void 0;
  }
  const pp = globalThis.__zod_globalConfig?.postProcessor;
  if (pp) pp(inst);
  return inst;
 }
 Object.defineProperty(_, "init", {
  value: init
 });
 Object.defineProperty(_, Symbol.hasInstance, {
  value: inst => {
   if (params?.Parent && inst instanceof params.Parent) return true;
   return inst?._zod?.traits?.has(name);
  }
 });
 Object.defineProperty(_, "name", {
  value: name
 });
 return _;
}

class $ZodAsyncError extends Error {
 constructor() {
  super("Encountered Promise during synchronous parse. Use .parseAsync() instead.");
 }
}

Error;

(_a = globalThis).__zod_globalConfig ?? (_a.__zod_globalConfig = {});

const core_globalConfig = globalThis.__zod_globalConfig;

function config(newConfig) {
 if (newConfig) Object.assign(core_globalConfig, newConfig);
 return core_globalConfig;
}

// node_modules/zod/v4/core/regexes.js
const anyString = /^[\s\S]{0,}$/;

const number = /^-?\d+(?:\.\d+)?$/;

const regexes_boolean = /^(?:true|false)$/i;

// node_modules/zod/v4/core/versions.js
const version = {
 major: 4,
 minor: 6,
 patch: 7
};

// node_modules/zod/v4/core/schemas.js
const $ZodType = $constructor("$ZodType", (inst, def) => {
 var _a;
 inst ?? (inst = {});
 inst._zod.def = def;
 inst._zod.bag = inst._zod.bag || {};
 inst._zod.version = version;
 const defChecks = inst._zod.def.checks;
 const checks = inst._zod.traits.has("$ZodCheck") ? [ inst, ...defChecks ?? [] ] : defChecks?.length ? [ ...defChecks ] : [];
 for (const ch of checks) for (const fn of ch._zod.onattach) fn(inst);
 if (checks.length === 0) {
  (_a = inst._zod).deferred ?? (_a.deferred = []);
  inst._zod.deferred?.push(() => {
   inst._zod.run = inst._zod.parse;
  });
 } else {
  const runChecks = (payload, checks, ctx) => {
   if (payload.memo) return payload;
   let isAborted = aborted(payload);
   let asyncResult;
   for (const ch of checks) {
    if (ch._zod.def.when) {
     if (explicitlyAborted(payload)) continue;
     const shouldRun = ch._zod.def.when(payload);
     if (!shouldRun) continue;
    } else if (isAborted) continue;
    const currLen = payload.issues.length;
    const _ = ch._zod.check(payload);
    if (_ instanceof Promise && ctx?.async === false) throw new $ZodAsyncError;
    if (asyncResult || _ instanceof Promise) asyncResult = (asyncResult ?? Promise.resolve()).then(async () => {
     await _;
     const nextLen = payload.issues.length;
     if (nextLen === currLen) return;
     attachSchema(payload.issues, currLen, inst);
     if (!isAborted) isAborted = aborted(payload, currLen);
    }); else {
     const nextLen = payload.issues.length;
     if (nextLen === currLen) continue;
     attachSchema(payload.issues, currLen, inst);
     if (!isAborted) isAborted = aborted(payload, currLen);
    }
   }
   if (asyncResult) return asyncResult.then(() => payload);
   return payload;
  };
  const handleCanaryResult = (canary, payload, ctx) => {
   if (aborted(canary)) {
    canary.aborted = true;
    return canary;
   }
   const checkResult = runChecks(payload, checks, ctx);
   if (checkResult instanceof Promise) {
    if (ctx.async === false) throw new $ZodAsyncError;
    return checkResult.then(checkResult => inst._zod.parse(checkResult, ctx));
   }
   return inst._zod.parse(checkResult, ctx);
  };
  inst._zod.run = (payload, ctx) => {
   if (ctx.skipChecks) return inst._zod.parse(payload, ctx);
   if (ctx.direction === "backward") {
    const canary = inst._zod.parse({
     value: payload.value,
     issues: []
    }, {
     ...ctx,
     skipChecks: true
    });
    if (canary instanceof Promise) return canary.then(canary => handleCanaryResult(canary, payload, ctx));
    return handleCanaryResult(canary, payload, ctx);
   }
   const result = inst._zod.parse(payload, ctx);
   if (result instanceof Promise) {
    if (ctx.async === false) throw new $ZodAsyncError;
    return result.then(result => runChecks(result, checks, ctx));
   }
   return runChecks(result, checks, ctx);
  };
 }
}, {
 get "~standard"() {
  return hide(this, "~standard", standardProps(this));
 },
 set "~standard"(value) {
  own(this, "~standard", value);
 }
});

const toStandardResult = (r, ctx) => r.issues.length ? {
 issues: r.issues.map(iss => finalizeIssue(iss, ctx, config()))
} : {
 value: r.value
};

async function validateAsync(inst, value) {
 const ctx = {
  async: true
 };
 return toStandardResult(await inst._zod.run({
  value,
  issues: []
 }, ctx), ctx);
}

function standardProps(inst) {
 return {
  validate: value => {
   const ctx = {
    async: false
   };
   try {
    const r = inst._zod.run({
     value,
     issues: []
    }, ctx);
    if (!(r instanceof Promise)) return toStandardResult(r, ctx);
   } catch (_) {}
   return validateAsync(inst, value);
  },
  vendor: "zod",
  version: 1
 };
}

const $ZodString = $constructor("$ZodString", (inst, def) => {
 $ZodType.init(inst, def);
 inst._zod.pattern = def.pattern ?? anyString;
 inst._zod.parse = (payload, _) => {
  if (def.coerce) try {
   payload.value = String(payload.value);
  } catch (_) {}
  if (typeof payload.value === "string") return payload;
  payload.issues.push({
   expected: "string",
   code: "invalid_type",
   input: payload.value,
   inst
  });
  return payload;
 };
});

const $ZodNumber = $constructor("$ZodNumber", (inst, def) => {
 $ZodType.init(inst, def);
 inst._zod.pattern = number;
 inst._zod.parse = (payload, _ctx) => {
  if (def.coerce) try {
   payload.value = Number(payload.value);
  } catch (_) {}
  const input = payload.value;
  if (typeof input === "number" && !Number.isNaN(input) && Number.isFinite(input)) return payload;
  const received = typeof input === "number" ? Number.isNaN(input) ? "NaN" : !Number.isFinite(input) ? String(input) : void 0 : void 0;
  payload.issues.push({
   expected: "number",
   code: "invalid_type",
   input,
   inst,
   ...received ? {
    received
   } : {}
  });
  return payload;
 };
});

const $ZodBoolean = $constructor("$ZodBoolean", (inst, def) => {
 $ZodType.init(inst, def);
 inst._zod.pattern = regexes_boolean;
 inst._zod.parse = (payload, _ctx) => {
  if (def.coerce) try {
   payload.value = Boolean(payload.value);
  } catch (_) {}
  const input = payload.value;
  if (typeof input === "boolean") return payload;
  payload.issues.push({
   expected: "boolean",
   code: "invalid_type",
   input,
   inst
  });
  return payload;
 };
});

const $ZodUnknown = $constructor("$ZodUnknown", (inst, def) => {
 $ZodType.init(inst, def);
 inst._zod.parse = payload => payload;
});

function capSize(inst, size) {
 const caps = sizeCaps(inst._zod.def.checks);
 if (!caps.length) return;
 const cap = Math.min(...caps.map(c => c[0]));
 const parse = inst._zod.parse;
 inst._zod.parse = (payload, ctx) => {
  const n = size(payload.value);
  if (n > cap && !ctx?.skipChecks && ctx?.direction !== "backward") for (const [max, ch] of sizeCaps(inst._zod.def.checks)) if (n > max && ch._zod.def.when(payload)) {
   const start = payload.issues.length;
   ch._zod.check(payload);
   payload.issues[start].continue = false;
   attachSchema(payload.issues, start, inst);
   return payload;
  }
  return parse(payload, ctx);
 };
}

const arraySize = input => Array.isArray(input) ? input.length : -1;

function handleArrayResult(result, final, index) {
 if (result.issues.length) final.issues.push(...prefixIssues(index, result.issues));
 final.value[index] = result.value;
}

const $ZodArray = $constructor("$ZodArray", (inst, def) => {
 $ZodType.init(inst, def);
 const memo = core_globalConfig.memoizer;
 memo?.attach(inst);
 inst._zod.parse = (payload, ctx) => {
  const input = payload.value;
  if (!Array.isArray(input)) {
   payload.issues.push({
    expected: "array",
    code: "invalid_type",
    input,
    inst
   });
   return payload;
  }
  payload.value = memo ? memo.alloc(inst, payload, Array(input.length), ctx) : Array(input.length);
  const proms = [];
  const abortEarly = ctx?.abortEarly;
  for (let i = 0; i < input.length; i++) {
   const item = input[i];
   const result = def.element._zod.run({
    value: item,
    issues: []
   }, ctx);
   if (result instanceof Promise) proms.push(result.then(result => handleArrayResult(result, payload, i))); else {
    handleArrayResult(result, payload, i);
    if (abortEarly && result.issues.length !== 0 && aborted(result)) break;
   }
  }
  if (proms.length) return Promise.all(proms).then(() => payload);
  return payload;
 };
 capSize(inst, arraySize);
});

function handlePropertyResult(result, final, key, input, optin, optout) {
 const isPresent = key in input;
 const isOptionalOut = optout === "optional";
 if (!isPresent && isOptionalOut && optin === "optional") return;
 if (result.issues.length) {
  if (optin !== void 0 && isOptionalOut && !isPresent) return;
  final.issues.push(...prefixIssues(key, result.issues));
 }
 if (!isPresent && optin === void 0) {
  if (!result.issues.length) final.issues.push({
   code: "invalid_type",
   expected: "nonoptional",
   input: void 0,
   path: [ key ]
  });
  return;
 }
 if (result.value === void 0) {
  if (isPresent || optin === "defaulted" && !isOptionalOut) final.value[key] = void 0;
 } else final.value[key] = result.value;
}

const NO_SYMBOL_KEYS = [];

function normalizeDef(def) {
 const keys = Object.keys(def.shape);
 const ownSymbols = Object.getOwnPropertySymbols(def.shape);
 const symbolKeys = ownSymbols.length ? ownSymbols : NO_SYMBOL_KEYS;
 const allKeys = symbolKeys.length ? [ ...keys, ...symbolKeys ] : keys;
 for (const k of allKeys) if (!def.shape?.[k]?._zod?.traits?.has("$ZodType")) throw new Error(`Invalid element at key "${String(k)}": expected a Zod schema`);
 const okeys = optionalKeys(def.shape);
 return {
  ...def,
  allKeys,
  symbolKeys,
  keySet: new Set(keys),
  numKeys: keys.length,
  optionalKeys: new Set(okeys)
 };
}

function handleCatchall(proms, input, payload, ctx, def, inst, abortEarly) {
 const unrecognized = [];
 const keySet = def.keySet;
 const _catchall = def.catchall._zod;
 const t = _catchall.def.type;
 const optin = _catchall.optin;
 const optout = _catchall.optout;
 let seen = 0;
 for (const key in input) {
  if (abortEarly && payload.issues.length !== seen) {
   if (aborted(payload, seen)) break;
   seen = payload.issues.length;
  }
  if (keySet.has(key)) continue;
  if (key === "__proto__") {
   if (t === "never") unrecognized.push(key);
   continue;
  }
  if (t === "never") {
   unrecognized.push(key);
   continue;
  }
  const r = _catchall.run({
   value: input[key],
   issues: []
  }, ctx);
  if (r instanceof Promise) proms.push(r.then(r => handlePropertyResult(r, payload, key, input, optin, optout))); else handlePropertyResult(r, payload, key, input, optin, optout);
 }
 if (unrecognized.length) payload.issues.push({
  code: "unrecognized_keys",
  keys: unrecognized,
  input,
  inst,
  continue: true
 });
 if (!proms.length) return payload;
 return Promise.all(proms).then(() => payload);
}

const $ZodObject = $constructor("$ZodObject", (inst, def) => {
 $ZodType.init(inst, def);
 const desc = Object.getOwnPropertyDescriptor(def, "shape");
 const sh = desc?.get ? desc.get.raw : def.shape ?? {};
 if (sh) {
  const get = () => {
   const newSh = {
    ...sh
   };
   Object.defineProperty(def, "shape", {
    value: newSh
   });
   get.raw = newSh;
   return newSh;
  };
  get.raw = sh;
  Object.defineProperty(def, "shape", {
   get
  });
 }
 const _normalized = cached(() => normalizeDef(def));
 defineLazyInternal(inst, "propValues", zod => {
  const shape = zod.def.shape;
  const propValues = {};
  for (const key in shape) {
   const field = shape[key]._zod;
   if (field.values) {
    if (!Object.prototype.hasOwnProperty.call(propValues, key)) assignProp(propValues, key, new Set);
    for (const v of field.values) propValues[key].add(v);
    if (field.optin !== void 0) propValues[key].add(void 0);
   }
  }
  return propValues;
 });
 const isObject = util_isObject;
 const catchall = def.catchall;
 let value;
 const memo = core_globalConfig.memoizer;
 memo?.attach(inst);
 inst._zod.parse = (payload, ctx) => {
  value ?? (value = _normalized.value);
  const input = payload.value;
  if (!isObject(input)) {
   payload.issues.push({
    expected: "object",
    code: "invalid_type",
    input,
    inst
   });
   return payload;
  }
  payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
  const proms = [];
  const shape = value.shape;
  const abortEarly = ctx?.abortEarly;
  let seen = payload.issues.length;
  for (const key of value.allKeys) {
   if (abortEarly && payload.issues.length !== seen) {
    if (aborted(payload, seen)) break;
    seen = payload.issues.length;
   }
   if (key === "__proto__") continue;
   const el = shape[key];
   const optin = el._zod.optin;
   const optout = el._zod.optout;
   const r = el._zod.run({
    value: input[key],
    issues: []
   }, ctx);
   if (r instanceof Promise) proms.push(r.then(r => handlePropertyResult(r, payload, key, input, optin, optout))); else handlePropertyResult(r, payload, key, input, optin, optout);
  }
  if (!catchall) return proms.length ? Promise.all(proms).then(() => payload) : payload;
  return handleCatchall(proms, input, payload, ctx, _normalized.value, inst, abortEarly === true);
 };
});

function handleUnionResults(results, final, inst, ctx) {
 for (const result of results) if (result.issues.length === 0) {
  final.value = result.value;
  return final;
 }
 const nonaborted = results.filter(r => !aborted(r));
 if (nonaborted.length === 1) {
  final.value = nonaborted[0].value;
  return nonaborted[0];
 }
 final.issues.push({
  code: "invalid_union",
  input: final.value,
  inst,
  errors: results.map(result => result.issues.map(iss => finalizeIssue(iss, ctx, config())))
 });
 return final;
}

const $ZodUnion = $constructor("$ZodUnion", (inst, def) => {
 $ZodType.init(inst, def);
 defineLazyInternal(inst, "optin", zod => zod.def.options.some(o => o._zod.optin === "defaulted") ? "defaulted" : zod.def.options.some(o => o._zod.optin !== void 0) ? "optional" : void 0);
 defineLazyInternal(inst, "optout", zod => zod.def.options.some(o => o._zod.optout === "optional") ? "optional" : void 0);
 defineLazyInternal(inst, "values", zod => {
  if (zod.def.options.every(o => o._zod.values)) return new Set(zod.def.options.flatMap(option => Array.from(option._zod.values)));
  return;
 });
 defineLazyInternal(inst, "pattern", zod => {
  if (zod.def.options.every(o => o._zod.pattern)) {
   const patterns = zod.def.options.map(o => o._zod.pattern);
   return new RegExp(`^(${patterns.map(p => cleanRegex(p.source)).join("|")})$`);
  }
  return;
 });
 const first = def.options.length === 1 ? def.options[0]._zod.run : null;
 inst._zod.parse = (payload, ctx) => {
  if (first) return first(payload, ctx);
  let async = false;
  const results = [];
  for (const option of def.options) {
   const result = option._zod.run({
    value: payload.value,
    issues: []
   }, ctx);
   if (result instanceof Promise) {
    results.push(result);
    async = true;
   } else {
    if (result.issues.length === 0) return result;
    results.push(result);
   }
  }
  if (!async) return handleUnionResults(results, payload, inst, ctx);
  return Promise.all(results).then(results => handleUnionResults(results, payload, inst, ctx));
 };
});

const $ZodRecord = $constructor("$ZodRecord", (inst, def) => {
 $ZodType.init(inst, def);
 const memo = core_globalConfig.memoizer;
 memo?.attach(inst);
 inst._zod.parse = (payload, ctx) => {
  const input = payload.value;
  if (!isPlainObject(input)) {
   payload.issues.push({
    expected: "record",
    code: "invalid_type",
    input,
    inst
   });
   return payload;
  }
  const proms = [];
  const values = def.keyType._zod.values;
  if (values && !def.partial) {
   payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
   const recordKeys = new Set;
   for (const key of values) if (typeof key === "string" || typeof key === "number" || typeof key === "symbol") {
    recordKeys.add(typeof key === "number" ? key.toString() : key);
    if (key === "__proto__") continue;
    const keyResult = def.keyType._zod.run({
     value: key,
     issues: []
    }, ctx);
    if (keyResult instanceof Promise) throw new Error("Async schemas not supported in object keys currently");
    if (keyResult.issues.length) {
     payload.issues.push({
      code: "invalid_key",
      origin: "record",
      issues: keyResult.issues.map(iss => finalizeIssue(iss, ctx, config())),
      input: key,
      path: [ key ],
      inst
     });
     continue;
    }
    const outKey = keyResult.value;
    if (outKey === "__proto__") continue;
    const result = def.valueType._zod.run({
     value: input[key],
     issues: []
    }, ctx);
    if (result instanceof Promise) proms.push(result.then(result => {
     if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
     payload.value[outKey] = result.value;
    })); else {
     if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
     payload.value[outKey] = result.value;
    }
   }
   let unrecognized;
   for (const key in input) if (!recordKeys.has(key)) if (def.mode === "loose") {
    if (key === "__proto__") continue;
    payload.value[key] = input[key];
   } else {
    unrecognized = unrecognized ?? [];
    unrecognized.push(key);
   }
   if (unrecognized && unrecognized.length > 0) payload.issues.push({
    code: "unrecognized_keys",
    input,
    inst,
    keys: unrecognized,
    continue: true
   });
  } else {
   payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
   let unrecognized;
   for (const key of Reflect.ownKeys(input)) {
    if (key === "__proto__") continue;
    if (!Object.prototype.propertyIsEnumerable.call(input, key)) continue;
    let keyResult = def.keyType._zod.run({
     value: key,
     issues: []
    }, ctx);
    if (keyResult instanceof Promise) throw new Error("Async schemas not supported in object keys currently");
    const checkNumericKey = typeof key === "string" && number.test(key) && keyResult.issues.length;
    if (checkNumericKey) {
     const retryResult = def.keyType._zod.run({
      value: Number(key),
      issues: []
     }, ctx);
     if (retryResult instanceof Promise) throw new Error("Async schemas not supported in object keys currently");
     if (retryResult.issues.length === 0) keyResult = retryResult;
    }
    if (keyResult.issues.length) {
     if (def.mode === "loose") payload.value[key] = input[key]; else if (values) {
      unrecognized = unrecognized ?? [];
      unrecognized.push(key);
     } else payload.issues.push({
      code: "invalid_key",
      origin: "record",
      issues: keyResult.issues.map(iss => finalizeIssue(iss, ctx, config())),
      input: key,
      path: [ key ],
      inst
     });
     continue;
    }
    const outKey = keyResult.value;
    if (outKey === "__proto__") continue;
    const result = def.valueType._zod.run({
     value: input[key],
     issues: []
    }, ctx);
    if (result instanceof Promise) proms.push(result.then(result => {
     if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
     payload.value[outKey] = result.value;
    })); else {
     if (result.issues.length) payload.issues.push(...prefixIssues(key, result.issues));
     payload.value[outKey] = result.value;
    }
   }
   if (unrecognized && unrecognized.length > 0) payload.issues.push({
    code: "unrecognized_keys",
    input,
    inst,
    keys: unrecognized,
    continue: true
   });
  }
  if (proms.length) return Promise.all(proms).then(() => payload);
  return payload;
 };
});

const $ZodEnum = $constructor("$ZodEnum", (inst, def) => {
 $ZodType.init(inst, def);
 const values = getEnumValues(def.entries);
 const valuesSet = new Set(values);
 inst._zod.values = valuesSet;
 defineLazyInternal(inst, "pattern", zod => {
  const patternValues = getEnumValues(zod.def.entries).filter(k => propertyKeyTypes.has(typeof k));
  return new RegExp(patternValues.length ? `^(${patternValues.map(o => escapeRegex(o.toString())).join("|")})$` : "^[^\\s\\S]$");
 });
 inst._zod.parse = (payload, _ctx) => {
  const input = payload.value;
  if (valuesSet.has(input)) return payload;
  payload.issues.push({
   code: "invalid_value",
   values,
   input,
   inst
  });
  return payload;
 };
});

function handleOptionalResult(payload, result) {
 payload.value = result.issues.length ? void 0 : result.value;
 return payload;
}

const $ZodOptional = $constructor("$ZodOptional", (inst, def) => {
 $ZodType.init(inst, def);
 defineLazyInternal(inst, "optin", zod => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
 inst._zod.optout = "optional";
 defineLazyInternal(inst, "values", zod => {
  const values = zod.def.innerType._zod.values;
  return values ? new Set([ ...values, void 0 ]) : void 0;
 });
 defineLazyInternal(inst, "pattern", zod => {
  const pattern = zod.def.innerType._zod.pattern;
  return pattern ? new RegExp(`^(${cleanRegex(pattern.source)})?$`) : void 0;
 });
 inst._zod.parse = (payload, ctx) => {
  if (payload.value === void 0) {
   if (def.innerType._zod.optin !== "defaulted") return payload;
   const result = def.innerType._zod.run({
    value: payload.value,
    issues: []
   }, ctx);
   if (result instanceof Promise) return result.then(result => handleOptionalResult(payload, result));
   return handleOptionalResult(payload, result);
  }
  return def.innerType._zod.run(payload, ctx);
 };
});

const $ZodNullable = $constructor("$ZodNullable", (inst, def) => {
 $ZodType.init(inst, def);
 defineLazyInternal(inst, "optin", zod => zod.def.innerType._zod.optin);
 defineLazyInternal(inst, "optout", zod => zod.def.innerType._zod.optout);
 defineLazyInternal(inst, "pattern", zod => {
  const pattern = zod.def.innerType._zod.pattern;
  return pattern ? new RegExp(`^(${cleanRegex(pattern.source)}|null)$`) : void 0;
 });
 defineLazyInternal(inst, "values", zod => zod.def.innerType._zod.values ? new Set([ ...zod.def.innerType._zod.values, null ]) : void 0);
 inst._zod.parse = (payload, ctx) => {
  if (payload.value === null) return payload;
  return def.innerType._zod.run(payload, ctx);
 };
});

function handleCatchResult(payload, result, def, ctx) {
 if (!result.issues.length) {
  payload.value = result.value;
  if (result.memo) payload.memo = true;
  return payload;
 }
 payload.value = def.catchValue({
  ...result,
  value: payload.value,
  error: {
   issues: result.issues.map(iss => finalizeIssue(iss, ctx, config()))
  },
  input: payload.value
 });
 return payload;
}

const $ZodCatch = $constructor("$ZodCatch", (inst, def) => {
 $ZodType.init(inst, def);
 defineLazyInternal(inst, "optin", zod => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
 defineLazyInternal(inst, "optout", zod => zod.def.innerType._zod.optout);
 defineLazyInternal(inst, "values", zod => zod.def.innerType._zod.values);
 inst._zod.parse = (payload, ctx) => {
  if (ctx.direction === "backward") return def.innerType._zod.run(payload, ctx);
  const result = def.innerType._zod.run({
   value: payload.value,
   issues: []
  }, ctx);
  if (result instanceof Promise) return result.then(result => handleCatchResult(payload, result, def, ctx));
  return handleCatchResult(payload, result, def, ctx);
 };
});

// node_modules/zod/v4/core/checks.js
const $ZodCheck = $constructor("$ZodCheck", (inst, def) => {
 var _a;
 inst._zod ?? (inst._zod = {});
 inst._zod.def = def;
 (_a = inst._zod).onattach ?? (_a.onattach = []);
});

const _whenHasLength = payload => {
 const val = payload.value;
 return !nullish(val) && val.length !== void 0;
};

const $ZodCheckMinLength = $constructor("$ZodCheckMinLength", (inst, def) => {
 var _a;
 $ZodCheck.init(inst, def);
 (_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
 inst._zod.check = payload => {
  const input = payload.value;
  const units = input.length;
  const length = typeof input === "string" && units >= def.minimum && units < def.minimum * 2 ? codePointLength(input) : units;
  if (length >= def.minimum) return;
  const origin = getLengthableOrigin(input);
  payload.issues.push({
   origin,
   code: "too_small",
   minimum: def.minimum,
   inclusive: true,
   input,
   inst,
   continue: !def.abort
  });
 };
});

const $ZodCheckStringFormat = $constructor("$ZodCheckStringFormat", (inst, def) => {
 var _a, _b;
 $ZodCheck.init(inst, def);
 if (def.pattern) (_a = inst._zod).check ?? (_a.check = payload => {
  def.pattern.lastIndex = 0;
  if (def.pattern.test(payload.value)) return;
  payload.issues.push({
   origin: "string",
   code: "invalid_format",
   format: def.format,
   input: payload.value,
   ...def.pattern ? {
    pattern: def.pattern.toString()
   } : {},
   inst,
   continue: !def.abort
  });
 }); else (_b = inst._zod).check ?? (_b.check = () => {});
});

const $ZodCheckRegex = $constructor("$ZodCheckRegex", (inst, def) => {
 $ZodCheckStringFormat.init(inst, def);
 inst._zod.check = payload => {
  def.pattern.lastIndex = 0;
  if (def.pattern.test(payload.value)) return;
  payload.issues.push({
   origin: "string",
   code: "invalid_format",
   format: "regex",
   input: payload.value,
   pattern: def.pattern.toString(),
   inst,
   continue: !def.abort
  });
 };
});

// node_modules/zod/v4/core/registries.js
var registries_a;

class $ZodRegistry {
 constructor() {
  this._map = new WeakMap;
  this._idmap = new Map;
 }
 add(schema, ..._meta) {
  const meta = _meta[0];
  this._map.set(schema, meta);
  if (meta && typeof meta === "object" && "id" in meta) this._idmap.set(meta.id, schema);
  return this;
 }
 clear() {
  this._map = new WeakMap;
  this._idmap = new Map;
  return this;
 }
 remove(schema) {
  const meta = this._map.get(schema);
  if (meta && typeof meta === "object" && "id" in meta) this._idmap.delete(meta.id);
  this._map.delete(schema);
  return this;
 }
 get(schema) {
  const p = schema._zod.parent;
  if (p) {
   const pm = {
    ...this.get(p) ?? {}
   };
   delete pm.id;
   const f = {
    ...pm,
    ...this._map.get(schema)
   };
   return Object.keys(f).length ? f : void 0;
  }
  return this._map.get(schema);
 }
 has(schema) {
  return this._map.has(schema);
 }
}

function registry() {
 return new $ZodRegistry;
}

(registries_a = globalThis).__zod_globalRegistry ?? (registries_a.__zod_globalRegistry = registry());

globalThis.__zod_globalRegistry;

// node_modules/zod/v4/core/api.js
function snapshotChecks(def) {
 if (def.checks) def.checks = [ ...def.checks ];
 return def;
}

function _string(Class, params) {
 return new Class(snapshotChecks({
  type: "string",
  ...normalizeParams(params)
 }));
}

function _number(Class, params) {
 return new Class(snapshotChecks({
  type: "number",
  checks: [],
  ...normalizeParams(params)
 }));
}

function _boolean(Class, params) {
 return new Class({
  type: "boolean",
  ...normalizeParams(params)
 });
}

function _unknown(Class) {
 return new Class({
  type: "unknown"
 });
}

function _minLength(minimum, params) {
 return new $ZodCheckMinLength({
  check: "min_length",
  ...normalizeParams(params),
  minimum
 });
}

function _regex(pattern, params) {
 return new $ZodCheckRegex({
  check: "string_format",
  format: "regex",
  ...normalizeParams(params),
  pattern
 });
}

// node_modules/zod/v4/core/errors.js
function _getMessage() {
 const internals = this._zod;
 internals.message ?? (internals.message = JSON.stringify(internals.def, jsonStringifyReplacer, 2));
 return internals.message;
}

function _setMessage(value) {
 this._zod.message = value;
}

const _messageDesc = {
 get: _getMessage,
 set: _setMessage,
 enumerable: true,
 configurable: true
};

const _issuesDesc = {
 value: void 0,
 enumerable: false
};

const _installedToString = new WeakSet([ Object.prototype, Error.prototype ]);

const initializer = (inst, def) => {
 inst.name = "$ZodError";
 _issuesDesc.value = def;
 Object.defineProperty(inst, "issues", _issuesDesc);
 _issuesDesc.value = void 0;
 Object.defineProperty(inst, "message", _messageDesc);
 const proto = Object.getPrototypeOf(inst);
 if (!_installedToString.has(proto)) {
  _installedToString.add(proto);
  Object.defineProperty(proto, "toString", {
   configurable: true,
   enumerable: false,
   get() {
    const value = () => this.message;
    Object.defineProperty(this, "toString", {
     value,
     configurable: true,
     writable: true
    });
    return value;
   },
   set(value) {
    Object.defineProperty(this, "toString", {
     value,
     configurable: true,
     writable: true
    });
   }
  });
 }
};

$constructor("$ZodError", initializer);

const $ZodRealError = $constructor("$ZodError", initializer, void 0, {
 Parent: Error
});

// node_modules/zod/v4/core/parse.js
const _parse = _Err => {
 const fn = (schema, value, _ctx, _params) => {
  const ctx = _ctx ? {
   ..._ctx,
   async: false
  } : {
   async: false
  };
  const result = schema._zod.run({
   value,
   issues: []
  }, ctx);
  if (result instanceof Promise) throw new $ZodAsyncError;
  if (result.issues.length) {
   const e = new (_params?.Err ?? _Err)(result.issues.map(iss => finalizeIssue(iss, ctx, config())));
   captureStackTrace(e, _params?.callee ?? fn);
   throw e;
  }
  return result.value;
 };
 return fn;
};

const parse_parse = _parse($ZodRealError);

const _parseAsync = _Err => {
 const fn = async (schema, value, _ctx, params) => {
  const ctx = _ctx ? {
   ..._ctx,
   async: true
  } : {
   async: true
  };
  let result = schema._zod.run({
   value,
   issues: []
  }, ctx);
  if (result instanceof Promise) result = await result;
  if (result.issues.length) {
   const e = new (params?.Err ?? _Err)(result.issues.map(iss => finalizeIssue(iss, ctx, config())));
   captureStackTrace(e, params?.callee ?? fn);
   throw e;
  }
  return result.value;
 };
 return fn;
};

const parse_parseAsync = _parseAsync($ZodRealError);

const _safeParse = _Err => (schema, value, _ctx) => {
 const ctx = _ctx ? {
  ..._ctx,
  async: false
 } : {
  async: false
 };
 const result = schema._zod.run({
  value,
  issues: []
 }, ctx);
 if (result instanceof Promise) throw new $ZodAsyncError;
 return result.issues.length ? failure(_Err, result.issues, ctx) : {
  success: true,
  data: result.value
 };
};

const safeParse = _safeParse($ZodRealError);

function failure(Err, issues, ctx) {
 let error;
 return {
  success: false,
  get error() {
   if (!error) {
    error = new Err(issues.map(iss => finalizeIssue(iss, ctx, config())));
    issues = void 0;
    ctx = void 0;
   }
   return error;
  },
  set error(e) {
   error = e;
   issues = void 0;
   ctx = void 0;
  }
 };
}

const _safeParseAsync = _Err => async (schema, value, _ctx) => {
 const ctx = _ctx ? {
  ..._ctx,
  async: true
 } : {
  async: true
 };
 let result = schema._zod.run({
  value,
  issues: []
 }, ctx);
 if (result instanceof Promise) result = await result;
 return result.issues.length ? failure(_Err, result.issues, ctx) : {
  success: true,
  data: result.value
 };
};

const safeParseAsync = _safeParseAsync($ZodRealError);

// node_modules/zod/v4/mini/schemas.js
const ZodMiniType = $constructor("ZodMiniType", (inst, def) => {
 if (!inst._zod) throw new Error("Uninitialized schema in ZodMiniType.");
 $ZodType.init(inst, def);
 inst.def = def;
 inst.type = def.type;
}, {
 get with() {
  return this.check;
 },
 set with(value) {
  own(this, "with", value);
 },
 parse(data, params) {
  return parse_parse(this, data, params, {
   callee: this.parse
  });
 },
 parseAsync(data, params) {
  return parse_parseAsync(this, data, params, {
   callee: this.parseAsync
  });
 },
 safeParse(data, params) {
  return safeParse(this, data, params);
 },
 safeParseAsync(data, params) {
  return safeParseAsync(this, data, params);
 },
 check(...checks) {
  const def = this.def;
  return this.clone({
   ...def,
   checks: [ ...def.checks ?? [], ...checks.map(ch => typeof ch === "function" ? {
    _zod: {
     check: ch,
     def: {
      check: "custom"
     },
     onattach: []
    }
   } : ch) ]
  }, {
   parent: true
  });
 },
 clone(_def, params) {
  return clone(this, _def, params);
 },
 brand() {
  return this;
 },
 register(reg, meta) {
  reg.add(this, meta);
  return this;
 },
 apply(fn, ...args) {
  return args.length === 0 ? fn(this) : fn(this, ...args);
 }
});

const ZodMiniString = $constructor("ZodMiniString", (inst, def) => {
 $ZodString.init(inst, def);
 ZodMiniType.init(inst, def);
});

function schemas_string(params) {
 return _string(ZodMiniString, params);
}

const ZodMiniNumber = $constructor("ZodMiniNumber", (inst, def) => {
 $ZodNumber.init(inst, def);
 ZodMiniType.init(inst, def);
});

function schemas_number(params) {
 return _number(ZodMiniNumber, params);
}

const ZodMiniBoolean = $constructor("ZodMiniBoolean", (inst, def) => {
 $ZodBoolean.init(inst, def);
 ZodMiniType.init(inst, def);
});

function schemas_boolean(params) {
 return _boolean(ZodMiniBoolean, params);
}

const ZodMiniUnknown = $constructor("ZodMiniUnknown", (inst, def) => {
 $ZodUnknown.init(inst, def);
 ZodMiniType.init(inst, def);
});

function unknown() {
 return _unknown(ZodMiniUnknown);
}

const ZodMiniArray = $constructor("ZodMiniArray", (inst, def) => {
 $ZodArray.init(inst, def);
 ZodMiniType.init(inst, def);
});

function array(element, params) {
 return new ZodMiniArray({
  type: "array",
  element,
  ...normalizeParams(params)
 });
}

const ZodMiniObject = $constructor("ZodMiniObject", (inst, def) => {
 $ZodObject.init(inst, def);
 ZodMiniType.init(inst, def);
 installLazyProp(inst, "shape", self => self._zod.def.shape, false);
});

function object(shape, params) {
 const def = {
  type: "object",
  shape: shape ?? {},
  ...normalizeParams(params)
 };
 return new ZodMiniObject(def);
}

function schemas_extend(schema, shape) {
 return extend(schema, shape);
}

const ZodMiniUnion = $constructor("ZodMiniUnion", (inst, def) => {
 $ZodUnion.init(inst, def);
 ZodMiniType.init(inst, def);
});

function union(options, params) {
 return new ZodMiniUnion({
  type: "union",
  options,
  ...normalizeParams(params)
 });
}

const ZodMiniRecord = $constructor("ZodMiniRecord", (inst, def) => {
 $ZodRecord.init(inst, def);
 ZodMiniType.init(inst, def);
});

function record(keyType, valueType, params) {
 if (!valueType || !valueType._zod) return new ZodMiniRecord({
  type: "record",
  keyType: schemas_string(),
  valueType: keyType,
  ...normalizeParams(valueType)
 });
 return new ZodMiniRecord({
  type: "record",
  keyType,
  valueType,
  ...normalizeParams(params)
 });
}

const ZodMiniEnum = $constructor("ZodMiniEnum", (inst, def) => {
 $ZodEnum.init(inst, def);
 ZodMiniType.init(inst, def);
 inst.options = [ ...inst._zod.values ];
});

function schemas_enum(values, params) {
 const entries = Array.isArray(values) ? Object.fromEntries(values.map(v => [ v, v ])) : values;
 return new ZodMiniEnum({
  type: "enum",
  entries,
  ...normalizeParams(params)
 });
}

const ZodMiniOptional = $constructor("ZodMiniOptional", (inst, def) => {
 $ZodOptional.init(inst, def);
 ZodMiniType.init(inst, def);
});

function optional(innerType) {
 return new ZodMiniOptional({
  type: "optional",
  innerType
 });
}

const ZodMiniNullable = $constructor("ZodMiniNullable", (inst, def) => {
 $ZodNullable.init(inst, def);
 ZodMiniType.init(inst, def);
});

function nullable(innerType) {
 return new ZodMiniNullable({
  type: "nullable",
  innerType
 });
}

const ZodMiniCatch = $constructor("ZodMiniCatch", (inst, def) => {
 $ZodCatch.init(inst, def);
 ZodMiniType.init(inst, def);
});

function schemas_catch(innerType, catchValue) {
 return new ZodMiniCatch({
  type: "catch",
  innerType,
  catchValue: typeof catchValue === "function" ? catchValue : constantCatch(catchValue)
 });
}

// src/shared/lenient.ts
const lenient = schema => schemas_catch(optional(schema), void 0);

const lenient_text = lenient(schemas_string());

const lenient_number = lenient(schemas_number());

const lenient_boolean = lenient(schemas_boolean());

const anything = optional(unknown());

// src/vercel/deployment.ts
const UNFINISHED = [ 'QUEUED', 'INITIALIZING', 'BUILDING' ];

const FINISHED = new Set([ 'READY', 'ERROR', 'CANCELED', 'BLOCKED', 'DELETED' ]);

const metaReply = object({
 githubCommitSha: anything,
 githubCommitRef: anything,
 githubCommitOrg: anything,
 githubCommitRepo: anything,
 githubCommitRepoId: anything,
 githubOrg: anything,
 githubRepo: anything,
 githubRepoId: anything,
 githubHost: anything,
 gitCommitSha: anything,
 gitCommitRef: anything,
 gitDirty: anything,
 repoPushedAt: anything,
 branchAlias: anything,
 action: anything,
 originalDeploymentId: anything
});

const deploymentReply = object({
 uid: lenient_text,
 id: lenient_text,
 name: lenient_text,
 projectId: lenient_text,
 url: lenient_text,
 inspectorUrl: lenient_text,
 readyState: lenient_text,
 status: lenient_text,
 state: lenient_text,
 target: anything,
 customEnvironment: anything,
 source: lenient_text,
 created: lenient_number,
 createdAt: lenient_number,
 buildingAt: lenient_number,
 canceledAt: lenient_number,
 meta: lenient(metaReply),
 projectSettings: lenient(object({
  commandForIgnoringBuildStep: anything
 }))
});

function toDeployment(reply, readAt) {
 const parsed = deploymentReply.safeParse(reply);
 if (!parsed.success) return;
 const raw = parsed.data;
 const id = raw.uid ?? raw.id;
 if (!isDeploymentId(id)) return;
 const meta = key => nonEmpty(raw.meta?.[key]);
 return {
  id,
  projectId: nonEmpty(raw.projectId),
  project: nonEmpty(raw.name) ?? nonEmpty(raw.projectId),
  url: nonEmpty(raw.url),
  inspectorUrl: nonEmpty(raw.inspectorUrl),
  state: nonEmpty(raw.readyState ?? raw.status ?? raw.state)?.toUpperCase(),
  environment: environmentOf(raw.target, raw.customEnvironment),
  createdAt: raw.createdAt ?? raw.created,
  buildingAt: raw.buildingAt,
  canceledAt: raw.canceledAt,
  source: nonEmpty(raw.source),
  sha: meta('githubCommitSha') ?? meta('gitCommitSha'),
  ...historyOf(meta, raw.source),
  dirty: meta('gitDirty') === '1',
  ignoredBuildStep: nonEmpty(raw.projectSettings?.commandForIgnoringBuildStep) !== void 0,
  origin: originOf(meta),
  readAt
 };
}

function unreadDeployment(id, url) {
 const none = () => {};
 return {
  id,
  projectId: void 0,
  project: void 0,
  url,
  inspectorUrl: void 0,
  state: void 0,
  environment: void 0,
  createdAt: void 0,
  buildingAt: void 0,
  canceledAt: void 0,
  source: void 0,
  sha: void 0,
  ...historyOf(none, void 0),
  dirty: false,
  ignoredBuildStep: false,
  origin: originOf(none),
  readAt: void 0
 };
}

function isFinished({state}) {
 return FINISHED.has(state);
}

function isDeploymentId(id) {
 return id !== void 0 && /^[\w-]+$/.test(id);
}

function historyOf(meta, source) {
 const pushedAt = meta('repoPushedAt');
 const madeByPush = pushedAt !== void 0;
 const recorded = meta('githubCommitRef') ?? meta('gitCommitRef');
 return {
  branch: madeByPush ? recorded : recorded?.replace(/^refs\/heads\//, ''),
  madeByPush,
  pushedAt: numeric(pushedAt),
  redeploy: meta('action') !== void 0 || meta('originalDeploymentId') !== void 0 || source === 'redeploy'
 };
}

function originOf(meta) {
 return {
  host: meta('githubHost'),
  commit: {
   owner: meta('githubCommitOrg'),
   name: meta('githubCommitRepo')
  },
  base: {
   owner: meta('githubOrg'),
   name: meta('githubRepo')
  },
  ids: [ meta('githubCommitRepoId'), meta('githubRepoId') ].filter(id => id !== void 0),
  branchAlias: meta('branchAlias')
 };
}

function nonEmpty(value) {
 const text = typeof value === 'number' ? String(value) : value;
 return typeof text === 'string' && text !== '' ? text : void 0;
}

function numeric(text) {
 return text !== void 0 && /^\d+(\.\d+)?$/.test(text) ? Number(text) : void 0;
}

const customEnvironment = object({
 slug: schemas_string()
});

function environmentOf(target, custom) {
 const named = target === null || target === void 0 || target === 'preview' ? 'preview' : target;
 if (typeof named !== 'string') return;
 if (custom === null || custom === void 0) return named;
 const slug = customEnvironment.safeParse(custom);
 return slug.success && named !== 'production' ? slug.data.slug : void 0;
}

// src/vercel/errors.ts
class VercelError extends Error {
 name='VercelError';
 kind;
 status;
 body;
 sent;
 constructor(kind, message, details = {}) {
  super(message, details.cause === void 0 ? void 0 : {
   cause: details.cause
  });
  this.kind = kind;
  this.status = details.status;
  this.body = details.body ?? {};
  this.sent = details.sent ?? false;
 }
 get words() {
  return answerInWords(this.status, this.body);
 }
}

function answerInWords(status, {message}) {
 return message ? `${status}: ${message}` : `${status}`;
}

// src/vercel/hints.ts
function teamHint({teamId, slug}) {
 if (slug !== void 0) return `Is \`team-slug: ${slug}\` the team that owns it?`;
 if (teamId !== void 0) return `Is \`team-id: ${teamId}\` the team that owns it?`;
 return "`team-id` is empty, so only the token's own team or account was searched. If another team owns it, set `team-id: team_…` or `team-slug` (is the variable or secret that you pass defined?).";
}

function unauthorized({status, body}, {team, what}) {
 const words = answerInWords(status, body);
 if (status === 401 || body.invalidToken) return `${MESSAGES.tokenRefused} (${words}): it is wrong, expired or deleted. Create one at https://vercel.com/account/settings/tokens, save it as the repository's secret VERCEL_TOKEN, and pass \`token: \${{ secrets.VERCEL_TOKEN }}\`.`;
 const asked = team.teamId ?? team.slug;
 if (body.saml || body.enforced) {
  const name = asked ?? body.scope;
  const which = name === void 0 ? '' : ` (\`${name}\`)`;
  return `${MESSAGES.singleSignOn}${which}, and this token was not created with it (${words}). Sign in to Vercel through the team's single sign-on and create a new token there.`;
 }
 if (body.scope !== void 0 || body.teamId !== void 0) {
  const name = asked ? `\`${asked}\`` : 'that owns the project';
  const input = team.slug === void 0 ? '`team-id`' : '`team-slug`';
  return `${MESSAGES.teamRefused} ${name} (${words}). Set ${input} to the team that owns the project (Team → Settings → General shows its ID), or use a token created by a member of that team.`;
 }
 if (what.includes('/projects')) return `${MESSAGES.projectsRefused} (${words}); project tokens never can. Set \`project-id: prj_…\`.`;
 if (what.startsWith('PATCH ')) {
  const ofTeam = asked ? '' : " With a full-account token, set `team-id: team_…` for a team's project.";
  return `${MESSAGES.refused} (${what}, ${words}). Does the role of the token's creator in the team and the project allow canceling deployments?${ofTeam}`;
 }
 const hint = asked ? `Is \`${asked}\` the team that owns it, and is the token allowed to act there?` : "For a team's project set `team-id: team_…`.";
 return `${MESSAGES.refused} (${what}, ${words}). ${hint}`;
}

// src/shared/retry.ts
const MAX_ATTEMPTS = 5;

const FIRST_DELAY_MS = 400;

const LONGEST_DELAY_MS = 8000;

function backoff(attempt, random) {
 const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
 return full / 2 + full / 2 * random;
}

// src/shared/connections.ts
function connectionsOf(agent) {
 const open = agent.createConnection.bind(agent);
 const ahead = [];
 agent.createConnection = (options, callback) => ahead.shift()?.ref() ?? open(options, callback);
 return {
  agent,
  open,
  ahead
 };
}

const IP = /^\[|^\d+(\.\d+){3}$/;

function openAhead({agent, open, ahead}, url, count) {
 const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
 const options = {
  host,
  port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
  ...IP.test(url.hostname) ? {} : {
   servername: host
  },
  keepAlive: true,
  noDelay: true
 };
 const inUse = [ agent.sockets, agent.freeSockets ].flatMap(Object.values).flat().length;
 for (let n = inUse + ahead.length; n < count; n += 1) {
  const socket = open(options);
  ahead.push(socket);
  socket.on('error', () => {});
  socket.on('close', () => {
   if (ahead.includes(socket)) ahead.splice(ahead.indexOf(socket), 1);
  });
  socket.unref();
 }
}

// node_modules/@actions/http-client/lib/proxy.js
function checkBypass(reqUrl) {
 if (!reqUrl.hostname) return false;
 const reqHost = reqUrl.hostname;
 if (isLoopbackAddress(reqHost)) return true;
 const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
 if (!noProxy) return false;
 let reqPort;
 if (reqUrl.port) reqPort = Number(reqUrl.port); else if (reqUrl.protocol === 'http:') reqPort = 80; else if (reqUrl.protocol === 'https:') reqPort = 443;
 const upperReqHosts = [ reqUrl.hostname.toUpperCase() ];
 if (typeof reqPort === 'number') upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
 for (const upperNoProxyItem of noProxy.split(',').map(x => x.trim().toUpperCase()).filter(x => x)) if (upperNoProxyItem === '*' || upperReqHosts.some(x => x === upperNoProxyItem || x.endsWith(`.${upperNoProxyItem}`) || upperNoProxyItem.startsWith('.') && x.endsWith(`${upperNoProxyItem}`))) return true;
 return false;
}

function isLoopbackAddress(host) {
 const hostLower = host.toLowerCase();
 return hostLower === 'localhost' || hostLower.startsWith('127.') || hostLower.startsWith('[::1]') || hostLower.startsWith('[0:0:0:0:0:0:0:1]');
}

URL;

// src/shared/proxy.ts
const VARIABLES = {
 'https:': [ 'https_proxy', 'HTTPS_PROXY' ],
 'http:': [ 'http_proxy', 'HTTP_PROXY' ]
};

function proxyOf(url, env = process.env) {
 const name = VARIABLES[url.protocol]?.find(variable => env[variable]);
 const value = name && env[name];
 if (!name || !value || checkBypass(url)) return;
 const href = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`;
 if (!URL.canParse(href)) throw new UnusableProxy(name, 'it is not a URL');
 const proxy = new URL(href);
 if (!(proxy.protocol in VARIABLES)) throw new UnusableProxy(name, `\`${proxy.protocol}//\``);
 if (!isEncoded(proxy.username + proxy.password)) throw new UnusableProxy(name, 'its user or password is not URL-encoded');
 return proxy;
}

class UnusableProxy extends Error {
 name='UnusableProxy';
 constructor(variable, why) {
  super(`\`${variable}\` ${MESSAGES.proxyUnusable} (${why}); expected an address such as http://proxy.example.com:3128`);
 }
}

function isEncoded(text) {
 try {
  decodeURIComponent(text);
  return true;
 } catch {
  return false;
 }
}

function proxySecrets(env) {
 const values = Object.values(VARIABLES).flatMap(names => names.map(name => env[name] ?? ''));
 return values.flatMap(value => {
  const credentials = /^(?:[a-z][a-z\d+.-]*:\/\/)?(.+)@/i.exec(value)?.[1];
  if (credentials === void 0) return [];
  const password = credentials.slice(credentials.indexOf(':') + 1);
  return [ credentials, password ].flatMap(one => isEncoded(one) ? [ one, decodeURIComponent(one) ] : [ one ]);
 });
}

// src/shared/http.ts
const MAX_BODY_BYTES = 4194304;

function createSend(maxSockets) {
 const origins = new Map;
 const connect = url => {
  const origin = origins.get(url.origin) ?? http_originOf(url, maxSockets);
  origins.set(url.origin, origin);
  return origin;
 };
 const send = async sent => {
  const {request, connections} = await connect(sent.url);
  sent.signal.throwIfAborted();
  const {method, headers, url} = sent;
  return exchange(request(url, {
   method,
   headers,
   agent: connections.agent
  }), sent);
 };
 const ahead = async (url, count) => {
  const {connections} = await connect(url);
  if (!proxyOf(url)) openAhead(connections, url, Math.min(count, maxSockets));
 };
 return Object.assign(send, {
  openAhead: (url, count) => void ahead(url, count).catch(() => {})
 });
}

async function http_originOf(url, maxSockets) {
 const {Agent, request} = await (url.protocol === 'https:' ? Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 708, 23)) : Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 67, 23)));
 const agent = new Agent({
  keepAlive: true,
  maxSockets,
  ...proxyFor(url)
 });
 return {
  request,
  connections: connectionsOf(agent)
 };
}

function exchange(outgoing, {body, signal, timeout}) {
 return new Promise((resolve, reject) => {
  const fail = why => {
   over();
   reject(why);
   outgoing.destroy();
  };
  const abort = () => fail(signal.reason);
  signal.addEventListener('abort', abort);
  const timer = timeout && setTimeout(() => fail(timeUp(timeout)), timeout);
  const over = () => {
   clearTimeout(timer);
   signal.removeEventListener('abort', abort);
  };
  outgoing.on('error', fail);
  outgoing.on('upgrade', (_reply, socket) => {
   socket.destroy();
   fail(new Error('the server switched to another protocol (101)'));
  });
  outgoing.on('response', reply => {
   const {statusCode: status = 0, headers} = reply;
   const done = text => {
    over();
    resolve({
     status,
     headers,
     body: text
    });
   };
   readBody(reply, done, fail);
  });
  outgoing.end(body);
 });
}

const timeUp = ms => new Error(`no complete response within ${duration(ms)}`);

function proxyFor(url) {
 const proxy = proxyOf(url)?.href;
 if (proxy === void 0) return {};
 const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
 if (major < 24 || major === 24 && minor < 5) throw new OutdatedNode(`the environment names a proxy for ${url.host}, which requires Node 24.5 or newer; this runner has ${process.versions.node}. Update the runner, or add the host to \`no_proxy\``);
 return {
  proxyEnv: {
   HTTP_PROXY: proxy,
   HTTPS_PROXY: proxy
  }
 };
}

class OutdatedNode extends Error {}

const PERMANENT = /^(ENOTFOUND|EPROTO|ERR_INVALID_URL|ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA)/;

function isPermanent(error) {
 if (error instanceof UnusableProxy || error instanceof OutdatedNode) return true;
 const {code} = error ?? {};
 return typeof code === 'string' && PERMANENT.test(code);
}

function readBody(reply, done, fail) {
 const chunks = [];
 let bytes = 0;
 reply.on('data', chunk => {
  bytes += chunk.length;
  chunks.push(chunk);
  if (bytes > MAX_BODY_BYTES) fail(new Error(`the reply is larger than ${MAX_BODY_BYTES} bytes`));
 });
 reply.on('end', () => done(Buffer.concat(chunks).toString('utf8')));
 reply.on('error', fail);
}

// src/vercel/answer.ts
function parseBody(body, redact) {
 const hide = (_key, value) => typeof value === 'string' ? redact(value) : value;
 try {
  const mayHoldSecret = /\\[u/]/.test(body) || redact(body) !== body;
  return JSON.parse(body, mayHoldSecret ? hide : void 0);
 } catch {
  return;
 }
}

function socketWords(error) {
 const {message, code, name} = asError(error);
 return plain(message || code || name || String(error), 200);
}

function withoutSecrets(error, redact) {
 const {message = String(error), code} = asError(error);
 const clean = redact(message);
 return clean === message ? error : Object.assign(new Error(clean), {
  code
 });
}

function asError(error) {
 return typeof error === 'object' && error !== null ? error : {};
}

function dateOf({headers: {date}}) {
 const moment = date === void 0 ? Number.NaN : Date.parse(date);
 return Number.isNaN(moment) ? void 0 : moment;
}

function errorOf({apiUrl, team}, what, {status, body}) {
 const words = answerInWords(status, body);
 const details = {
  status,
  body
 };
 if (status === 401 || status === 403) return new VercelError('unauthorized', unauthorized(details, {
  team,
  what
 }), details);
 if (status === 404 || status === 410) {
  if (what.includes('/projects')) {
   const message = `Vercel knows no projects here (${words}). ${teamHint(team)} Is \`api-url\` right?`;
   return new VercelError('not-found', message, details);
  }
  return new VercelError('not-found', `Vercel answered ${words}`, details);
 }
 if (status >= 300 && status < 400) return new VercelError('rejected', `${apiUrl.host} ${MESSAGES.redirected} (${what}, ${status}). The token is never sent to a redirect; set \`api-url\` to the final address`, details);
 return new VercelError('rejected', `${MESSAGES.declined} (${what}, ${words})`, details);
}

// node_modules/yocto-queue/index.js
class Node {
 value;
 next;
 constructor(value) {
  this.value = value;
 }
}

class Queue {
 #head;
 #tail;
 #size;
 constructor() {
  this.clear();
 }
 enqueue(value) {
  const node = new Node(value);
  if (this.#head) {
   this.#tail.next = node;
   this.#tail = node;
  } else {
   this.#head = node;
   this.#tail = node;
  }
  this.#size++;
 }
 dequeue() {
  const current = this.#head;
  if (!current) return;
  this.#head = this.#head.next;
  this.#size--;
  if (!this.#head) this.#tail = void 0;
  return current.value;
 }
 peek() {
  if (!this.#head) return;
  return this.#head.value;
 }
 clear() {
  this.#head = void 0;
  this.#tail = void 0;
  this.#size = 0;
 }
 get size() {
  return this.#size;
 }
 * [Symbol.iterator]() {
  let current = this.#head;
  while (current) {
   yield current.value;
   current = current.next;
  }
 }
 * drain() {
  while (this.#head) yield this.dequeue();
 }
}

// node_modules/p-limit/index.js
function pLimit(concurrency) {
 let rejectOnClear = false;
 if (typeof concurrency === 'object') ({concurrency, rejectOnClear = false} = concurrency);
 validateConcurrency(concurrency);
 if (typeof rejectOnClear !== 'boolean') throw new TypeError('Expected `rejectOnClear` to be a boolean');
 const queue = new Queue;
 let activeCount = 0;
 const resumeNext = () => {
  if (activeCount < concurrency && queue.size > 0) {
   activeCount++;
   queue.dequeue().run();
  }
 };
 const next = () => {
  activeCount--;
  resumeNext();
 };
 const run = async (function_, resolve, arguments_) => {
  const result = (async () => function_(...arguments_))();
  resolve(result);
  try {
   await result;
  } catch {}
  next();
 };
 const enqueue = (function_, resolve, reject, arguments_) => {
  const queueItem = {
   reject
  };
  new Promise(internalResolve => {
   queueItem.run = internalResolve;
   queue.enqueue(queueItem);
  }).then(run.bind(void 0, function_, resolve, arguments_));
  if (activeCount < concurrency) resumeNext();
 };
 const generator = (function_, ...arguments_) => new Promise((resolve, reject) => {
  enqueue(function_, resolve, reject, arguments_);
 });
 Object.defineProperties(generator, {
  activeCount: {
   get: () => activeCount
  },
  pendingCount: {
   get: () => queue.size
  },
  clearQueue: {
   value() {
    if (!rejectOnClear) {
     queue.clear();
     return;
    }
    const abortError = AbortSignal.abort().reason;
    while (queue.size > 0) queue.dequeue().reject(abortError);
   }
  },
  concurrency: {
   get: () => concurrency,
   set(newConcurrency) {
    validateConcurrency(newConcurrency);
    concurrency = newConcurrency;
    queueMicrotask(() => {
     while (activeCount < concurrency && queue.size > 0) resumeNext();
    });
   }
  },
  map: {
   async value(iterable, function_) {
    const promises = [];
    try {
     Array.from(iterable, (value, index) => {
      const promise = generator(function_, value, index);
      promises.push(promise);
      return promise;
     });
    } catch (error) {
     for (const promise of promises) promise.catch(() => {});
     throw error;
    }
    return Promise.all(promises);
   }
  }
 });
 return generator;
}

function validateConcurrency(concurrency) {
 if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) throw new TypeError('Expected `concurrency` to be a number from 1 and up');
}

// src/vercel/rate-limit.ts
const MAX_IN_FLIGHT = 32;

const FAILURES_TO_PAUSE = 5;

const MAX_PAUSES = 6;

const LONGEST_WAIT_MS = 864e5;

function createLane() {
 return {
  slots: pLimit(MAX_IN_FLIGHT),
  successes: 0,
  failures: 0,
  pauses: 0,
  pausedUntil: 0,
  reason: '',
  announced: 0,
  lastFailure: void 0,
  closed: void 0
 };
}

function noteAnswer(lane) {
 lane.failures = 0;
 lane.pauses = 0;
 lane.lastFailure = void 0;
 lane.successes += 1;
 if (lane.successes < lane.slots.concurrency || lane.slots.concurrency >= MAX_IN_FLIGHT) return;
 lane.successes = 0;
 lane.slots.concurrency += 1;
}

function pauseLane(lane, until, reason) {
 lane.successes = 0;
 lane.slots.concurrency = 1;
 if (until <= lane.pausedUntil) return;
 lane.pausedUntil = until;
 lane.reason = reason;
}

function noteFailure(lane, {now, random, reason}) {
 lane.failures += 1;
 if (lane.failures < FAILURES_TO_PAUSE) return 'single';
 if (now < lane.pausedUntil) return 'failing';
 lane.pauses += 1;
 if (lane.pauses > MAX_PAUSES) return 'down';
 pauseLane(lane, now + backoff(lane.pauses, random), reason);
 return 'failing';
}

function toldToWait(headers, reset, now) {
 return [ afterSeconds(headers['retry-after'], now), untilEpoch(headers['x-ratelimit-reset'], now), untilEpoch(reset, now) ].find(wait => wait !== void 0);
}

function afterSeconds(value, now) {
 if (value === void 0) return;
 return sensible(/^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now);
}

function untilEpoch(value, now) {
 if (value === void 0 || value === '') return;
 return sensible(Number(value) * 1000 - now) ?? sensible(Number(value) - now);
}

function sensible(wait) {
 return wait <= LONGEST_WAIT_MS ? Math.max(0, Math.ceil(wait)) : void 0;
}

// src/vercel/schemas.ts
const pagination = lenient(object({
 next: lenient(union([ schemas_number(), schemas_string() ]))
}));

const deploymentsPage = object({
 deployments: array(unknown()),
 pagination
});

const projectsPage = object({
 projects: array(unknown()),
 pagination
});

const project = object({
 id: schemas_string(),
 name: lenient_text
});

function toDeploymentsPage(reply, readAt) {
 const page = deploymentsPage.safeParse(reply);
 if (!page.success) return;
 const {deployments, pagination} = page.data;
 const items = deployments.map(one => toDeployment(one, readAt)).filter(one => one !== void 0);
 return {
  items,
  size: deployments.length,
  next: pagination?.next
 };
}

function toProjectsPage(reply) {
 const page = projectsPage.safeParse(reply);
 if (!page.success) return;
 const {projects, pagination} = page.data;
 const items = projects.flatMap(item => {
  const linked = project.safeParse(item);
  if (!linked.success) return [];
  const {id, name = id} = linked.data;
  return [ {
   id,
   name
  } ];
 });
 return {
  items,
  size: projects.length,
  next: pagination?.next
 };
}

const errorBody = object({
 code: lenient_text,
 message: lenient_text,
 invalidToken: lenient_boolean,
 scope: lenient_text,
 teamId: lenient_text,
 saml: lenient_boolean,
 enforced: lenient_boolean,
 limit: lenient(object({
  reset: lenient_number
 }))
});

const errorReply = object({
 error: lenient(errorBody),
 err: lenient(errorBody)
});

function toErrorBody(reply) {
 const parsed = errorReply.safeParse(reply);
 const body = parsed.success ? parsed.data.error ?? parsed.data.err : void 0;
 if (body === void 0) return {};
 const {limit, message, scope, ...rest} = body;
 return {
  ...rest,
  message: message && plain(message, 200),
  scope: scope && plain(scope, 100),
  reset: limit?.reset
 };
}

// src/vercel/transport.ts
function createVercel(options) {
 const traffic = {
  slots: pLimit(MAX_IN_FLIGHT),
  lanes: new Map,
  ended: void 0
 };
 return {
  options,
  traffic
 };
}

function withDeadline(vercel, deadline) {
 return {
  options: {
   ...vercel.options,
   deadline
  },
  traffic: vercel.traffic
 };
}

function laneOf({traffic: {lanes}}, what) {
 const lane = lanes.get(what) ?? createLane();
 lanes.set(what, lane);
 return lane;
}

function urlOf(apiUrl, path, query) {
 const url = new URL(apiUrl);
 url.pathname = `${apiUrl.pathname.replace(/\/$/, '')}${path}`;
 for (const [name, value] of Object.entries(query)) for (const one of Array.isArray(value) ? value : [ value ]) url.searchParams.append(name, String(one));
 return url;
}

// src/vercel/attempt.ts
async function attempt(vercel, call) {
 const {options, traffic} = vercel;
 const {lane, what} = call;
 throwIfOver(vercel, call);
 if (options.clock.now() < lane.pausedUntil) return;
 const reply = await sendOnce(vercel, call);
 const body = parseBody(reply.body, options.redact);
 if (reply.status === 429) return waitAsTold(vercel, call, {
  headers: reply.headers,
  body
 });
 if (reply.status >= 500) {
  const answered = {
   status: reply.status,
   body: toErrorBody(body)
  };
  const words = answerInWords(answered.status, answered.body);
  throw unavailable(vercel, call, {
   words,
   message: MESSAGES.failed,
   ...answered
  });
 }
 const success = reply.status >= 200 && reply.status < 300;
 if (success && body === void 0) {
  const words = `${reply.status} without complete JSON`;
  throw unavailable(vercel, call, {
   words,
   message: MESSAGES.cutOff,
   status: reply.status
  });
 }
 noteAnswer(lane);
 if (!success) {
  const error = errorOf(options, what, {
   status: reply.status,
   body: toErrorBody(body)
  });
  if (error.kind === 'unauthorized') traffic.ended ??= error;
  throw error;
 }
 return {
  body,
  readAt: dateOf(reply) ?? options.clock.now()
 };
}

function throwIfOver(vercel, {lane, what}) {
 const over = vercel.traffic.ended ?? lane.closed ?? stopped(vercel, what, false);
 if (over) throw over;
}

async function sendOnce(vercel, call) {
 const {apiUrl, token, send, clock, deadline, onRequest, redact} = vercel.options;
 const {method, path, query, what} = call;
 const url = urlOf(apiUrl, path, query);
 const startedAt = clock.now();
 const line = redact(`${method} ${url.pathname}`);
 try {
  const headers = {
   accept: 'application/json',
   authorization: `Bearer ${token}`,
   'user-agent': 'cancel-vercel-builds'
  };
  const timeout = requestTimeout(deadline.remaining());
  const reply = await send({
   method,
   url,
   headers,
   signal: deadline.signal,
   timeout
  });
  onRequest(`${line} → ${reply.status} in ${clock.now() - startedAt} ms`);
  return reply;
 } catch (thrown) {
  const cause = withoutSecrets(thrown, redact);
  const words = socketWords(cause);
  onRequest(`${line} → ${words}`);
  const over = stopped(vercel, what, true);
  if (over) throw over;
  if (!isPermanent(thrown)) throw unavailable(vercel, call, {
   words,
   message: MESSAGES.unreachable,
   cause
  });
  const message = `${MESSAGES.unreachable} (${what}): ${words}`;
  vercel.traffic.ended ??= new VercelError('unavailable', message, {
   cause
  });
  throw vercel.traffic.ended;
 }
}

function requestTimeout(remaining) {
 return Math.ceil(Math.min(10_000, Math.max(1000, remaining / 3)));
}

function unavailable({options: {clock, random}}, {lane, what}, failure) {
 const {words, message, ...details} = failure;
 lane.lastFailure = words;
 const seen = noteFailure(lane, {
  now: clock.now(),
  random: random(),
  reason: MESSAGES.down
 });
 const down = `${MESSAGES.down}${failure.status === void 0 ? ', or this runner cannot reach it' : ''}`;
 const text = `${seen === 'single' ? message : down} (${what}): ${words}`;
 if (seen === 'down') lane.closed = new VercelError('unavailable', text, details);
 return new VercelError('unavailable', text, {
  ...details,
  sent: true
 });
}

function waitAsTold({options: {clock, random, deadline}}, call, {headers, body}) {
 const {lane, what} = call;
 call.refusals += 1;
 const now = clock.now();
 const said = toErrorBody(body);
 lane.lastFailure = answerInWords(429, said);
 const told = toldToWait(headers, said.reset, now) ?? 0;
 const wait = Math.max(told, backoff(call.refusals, random()));
 if (wait > deadline.remaining()) {
  const left = `${MESSAGES.rateLimited}, and lasts another ${duration(wait)}`;
  lane.closed = new VercelError('rate-limited', `${left} (${what}, ${lane.lastFailure}), which is longer than \`timeout\` allows`, {
   status: 429,
   body: said
  });
  throw lane.closed;
 }
 pauseLane(lane, now + wait, MESSAGES.rateLimited);
}

function stopped(vercel, what, sent) {
 const {signal} = vercel.options.deadline;
 if (!signal.aborted) return;
 const reason = signal.reason instanceof Error ? signal.reason.message : MESSAGES.stopped;
 const {lastFailure} = laneOf(vercel, what);
 const last = lastFailure === void 0 ? '' : `; the attempt before ended with ${lastFailure}`;
 return new VercelError('stopped', `${reason} before Vercel responded (${what})${last}`, {
  sent
 });
}

// src/vercel/request.ts
const DELAYED_MS = 5000;

async function request(vercel, {method, path, query}, beforeLateSend) {
 const {clock, team} = vercel.options;
 const what = `${method} ${routeOf(path)}`;
 const call = {
  method,
  path,
  query: {
   ...query,
   ...team
  },
  lane: laneOf(vercel, what),
  what,
  refusals: 0,
  startedAt: clock.now()
 };
 for (;;) {
  await waitForLane(vercel, call);
  const answer = await call.lane.slots(async () => {
   if (pauseLeft(vercel, call.lane) > 0) return;
   throwIfOver(vercel, call);
   const late = call.refusals > 0 || clock.now() - call.startedAt >= DELAYED_MS;
   if (late) await (beforeLateSend?.(call.refusals > 0));
   return vercel.traffic.slots(() => attempt(vercel, call));
  });
  if (answer !== void 0) return answer;
 }
}

async function read(vercel, call, understand) {
 const {random} = vercel.options;
 for (let attempt = 1; ;attempt += 1) try {
  const {body, readAt} = await request(vercel, {
   method: 'GET',
   ...call
  });
  return understood(understand(body, readAt), call.path);
 } catch (error) {
  const again = error instanceof VercelError && error.kind === 'unavailable' && error.sent;
  if (!again || attempt === MAX_ATTEMPTS) throw error;
  await pauseFor(vercel, `GET ${routeOf(call.path)}`, backoff(attempt, random()));
 }
}

function understood(value, path) {
 if (value !== void 0) return value;
 throw new VercelError('unreadable', `${MESSAGES.otherForm} (${routeOf(path)})`, {
  sent: true
 });
}

async function waitForLane(vercel, {lane, what}) {
 const wait = pauseLeft(vercel, lane);
 if (wait <= 0) return;
 if (lane.announced !== lane.pausedUntil) {
  lane.announced = lane.pausedUntil;
  vercel.options.onWait(`${lane.reason}: waiting ${duration(wait)}, then continuing more slowly`);
 }
 await pauseFor(vercel, what, wait);
}

function pauseLeft({options, traffic}, {closed, pausedUntil}) {
 return traffic.ended || closed ? 0 : pausedUntil - options.clock.now();
}

async function pauseFor(vercel, what, ms) {
 try {
  await pause(ms, vercel.options);
 } catch (error) {
  throw error instanceof StepEnded && stopped(vercel, what, false) || error;
 }
}

function routeOf(path) {
 return path.replace(/(\/deployments\/)[^/]+/, '$1…');
}

// src/vercel/walk.ts
const MAX_PAGES_WITHOUT_NEWS = 2;

async function walk({read, add, full}) {
 const seen = new Map;
 let until;
 let doubtful;
 let withoutNews = 0;
 let complete = true;
 for (;;) {
  const {items, size, next} = await read(until);
  if (doubtful !== void 0) complete &&= items.some(({createdAt}) => createdAt === doubtful);
  const fresh = items.map(add).includes(true);
  withoutNews = fresh ? 0 : withoutNews + 1;
  if (next === void 0 || !fresh && size < full) break;
  const times = seen.get(next) ?? 0;
  seen.set(next, times + 1);
  until = cursorsAfter(next)[times];
  doubtful = times > 0 ? Number(next) : void 0;
  const repeats = until === void 0 || withoutNews > MAX_PAGES_WITHOUT_NEWS;
  if (times > 1 || repeats) complete = false;
  if (repeats) break;
 }
 if (!complete) throw new VercelError('unreadable', `${MESSAGES.pagesRepeat} (GET /v7/deployments)`);
}

function cursorsAfter(next) {
 const moment = Number(next);
 return Number.isSafeInteger(moment) ? [ moment + 1, moment, moment - 1 ] : [ next ];
}

// src/vercel/client.ts
const PAGE_SIZE = 100;

function listUnfinished(vercel, projects) {
 return list(vercel, projects, {
  state: UNFINISHED.join(',')
 });
}

function listByCommit(vercel, projectId, sha) {
 return list(vercel, {
  projectId
 }, {
  sha
 });
}

async function list(vercel, projects, filter) {
 const found = new Map;
 const query = {
  ...projects,
  ...filter,
  limit: PAGE_SIZE
 };
 try {
  await walk({
   read: until => read(vercel, {
    path: '/v7/deployments',
    query: {
     ...query,
     ...until !== void 0 && {
      until
     }
    }
   }, toDeploymentsPage),
   add(deployment) {
    if (!isOf(projects, deployment) || found.has(deployment.id)) return false;
    found.set(deployment.id, deployment);
    return true;
   },
   full: PAGE_SIZE
  });
  return {
   deployments: [ ...found.values() ]
  };
 } catch (failure) {
  if (!(failure instanceof VercelError)) throw failure;
  return {
   deployments: [ ...found.values() ],
   failure
  };
 }
}

function isOf(projects, {projectId, project}) {
 const asked = 'projectIds' in projects ? projects.projectIds : [ projects.projectId ];
 if (projectId !== void 0 && asked.includes(projectId)) return true;
 if (asked.every(one => one.startsWith('prj_'))) return projectId === void 0;
 const name = project === projectId ? void 0 : project;
 return name === void 0 || asked.some(one => one.toLowerCase() === name.toLowerCase());
}

async function readDeployment(vercel, idOrHostname) {
 const byHostname = isHostname(idOrHostname);
 if (!byHostname) throwUnlessId(idOrHostname);
 return read(vercel, {
  path: `/v13/deployments/${idOrHostname}`
 }, (body, readAt) => {
  const deployment = toDeployment(body, readAt);
  return byHostname || deployment?.id === idOrHostname ? deployment : void 0;
 });
}

async function cancelDeployment(vercel, id, beforeLateSend) {
 throwUnlessId(id);
 const path = `/v12/deployments/${id}/cancel`;
 const {body, readAt} = await request(vercel, {
  method: 'PATCH',
  path
 }, beforeLateSend);
 const deployment = toDeployment(body, readAt);
 return understood(deployment?.id === id ? deployment : void 0, path);
}

async function linkedProjects(vercel, owner, name) {
 const found = new Map;
 const query = {
  repoUrl: `https://github.com/${owner}/${name}`,
  limit: PAGE_SIZE
 };
 for (;;) {
  const page = await read(vercel, {
   path: '/v10/projects',
   query
  }, toProjectsPage);
  const before = found.size;
  for (const linked of page.items) found.set(linked.id, linked);
  if (page.next === void 0 || found.size === before) return [ ...found.values() ];
  query.from = page.next;
 }
}

function scopeHint({options: {team}}) {
 return teamHint(team);
}

function isHostname(text) {
 return /^[\w-]+(\.[\w-]+)+$/.test(text);
}

function throwUnlessId(id) {
 if (isDeploymentId(id)) return;
 throw new VercelError('rejected', `\`${plain(id, 100)}\` is no deployment's id`);
}

// src/plan/replacement.ts
function isAlive({state}) {
 return state === 'READY' || UNFINISHED.some(unfinished => unfinished === state);
}

const IMPERSONAL = new Set([ void 0, 'git', 'git-deploy-hook', 'cli' ]);

function isAskedFor({redeploy, source}) {
 return redeploy || !IMPERSONAL.has(source);
}

function isOfPush({madeByPush, redeploy}) {
 return madeByPush && !redeploy;
}

function sameCommit(a, b) {
 if (a === void 0 || b === void 0) return false;
 const [short, long] = a.length < b.length ? [ a, b ] : [ b, a ];
 return short.length >= 7 && long.toLowerCase().startsWith(short.toLowerCase());
}

function isCommit(sha) {
 return sha !== void 0 && /^[0-9a-f]{7,64}$/i.test(sha);
}

const CLOCKS_APART_MS = 1000;

function momentOf(build) {
 return isOfPush(build) ? build.pushedAt : build.createdAt;
}

function isLater(a, b) {
 return isAfter(momentOf(a), momentOf(b), isOfPush(a) === isOfPush(b) ? 0 : CLOCKS_APART_MS);
}

function isAfter(a, b, margin = 0) {
 return Number(a) - Number(b) > margin;
}

function byMomentDescending(a, b) {
 return (momentOf(b) ?? Number.NEGATIVE_INFINITY) - (momentOf(a) ?? Number.NEGATIVE_INFINITY) || 0;
}

function projectKey({projectId, project}) {
 return projectId ?? project;
}

const IGNORE_STEP_MS = 30_000;

function isSettled(build, firstSeen) {
 if (build.state === 'READY') return true;
 const since = build.buildingAt ?? firstSeen.get(build.id);
 return build.state === 'BUILDING' && Number(build.readAt) - Number(since) >= IGNORE_STEP_MS;
}

// src/plan/outcome.ts
function finishedResult(planned, build, apis) {
 if (!isFinished(build)) return;
 const result = updated(planned, build);
 if (build.state !== 'CANCELED') return {
  ...result,
  outcome: 'already-finished'
 };
 const done = {
  ...result,
  outcome: 'canceled'
 };
 return isBefore(build, apis) ? canceledBefore(done) : done;
}

function isOlder(build, clocks) {
 return build.canceledAt === void 0 || build.canceledAt < startByServer(build, clocks);
}

function isBefore(build, clocks) {
 return isAfter(Math.min(clocks.startedAt, startByServer(build, clocks)), build.canceledAt);
}

function startByServer({readAt}, {clock, startedAt}) {
 return readAt === void 0 ? startedAt : readAt - (clock.now() - startedAt);
}

function canceledBefore(done) {
 if (done.outcome !== 'canceled' || done.reason !== 'requested') return done;
 return {
  ...done,
  outcome: 'already-canceled'
 };
}

function outcome_failure(known, error, vercel) {
 const message = error instanceof StepEnded ? `${error.message} before the build was seen to end` : messageOf(error);
 if (!(error instanceof VercelError) || error.kind !== 'not-found') return {
  ...known,
  outcome: 'failed',
  message
 };
 const why = known.reason === 'requested' ? `${ended(message)} ${scopeHint(vercel)}` : message;
 return {
  ...known,
  outcome: 'not-found',
  message: why
 };
}

function updated(known, fresh) {
 const entries = Object.entries(known.deployment).filter(([, value]) => value !== void 0);
 const deployment = {
  ...fresh,
  ...Object.fromEntries(entries),
  id: fresh.id,
  state: fresh.state ?? known.deployment.state,
  canceledAt: fresh.canceledAt ?? known.deployment.canceledAt
 };
 return {
  ...known,
  deployment
 };
}

// src/shared/group.ts
function groupBy(items, keyOf) {
 const groups = new Map;
 for (const item of items) {
  const key = keyOf(item);
  const group = groups.get(key);
  if (group) group.push(item); else groups.set(key, [ item ]);
 }
 return groups;
}

function chunks(items, size) {
 return Array.from({
  length: Math.ceil(items.length / size)
 }, (_, i) => items.slice(i * size, (i + 1) * size));
}

// src/vercel/list.ts
const IDS_PER_LIST = 20;

async function listBuilds(vercel, projects) {
 const lists = (await Promise.all(groups(projects).map(group => listGroup(vercel, group)))).flat();
 const found = new Map(lists.flatMap(list => list.deployments.map(one => [ one.id, one ])));
 const broken = lists.flatMap(({failure, ...list}) => failure ? [ {
  ...list,
  failure
 } ] : []);
 const alike = groupBy(broken, ({failure}) => failure.message);
 return {
  deployments: [ ...found.values() ],
  problems: [ ...alike.values() ].map(lists => problem(lists, scopeHint(vercel)))
 };
}

async function listGroup(vercel, projects) {
 const list = await listUnfinished(vercel, queryOf(projects));
 const {failure} = list;
 const perhapsOneOfThem = failure?.kind === 'not-found' || failure?.kind === 'rejected';
 if (projects.length > 1 && perhapsOneOfThem) return (await Promise.all(projects.map(project => listGroup(vercel, [ project ])))).flat();
 return [ {
  projects,
  ...list
 } ];
}

function groups(projects) {
 const ids = projects.filter(isId);
 return [ ...chunks(ids, IDS_PER_LIST), ...projects.filter(name => !isId(name)).map(name => [ name ]) ];
}

function isId(project) {
 return project.startsWith('prj_');
}

function queryOf(group) {
 const [only, ...others] = group;
 return only !== void 0 && others.length === 0 ? {
  projectId: only
 } : {
  projectIds: [ ...group ]
 };
}

function listProblem(vercel, project, failure) {
 return problem([ {
  projects: [ project ],
  deployments: [],
  failure
 } ], scopeHint(vercel));
}

function problem(lists, hint) {
 const failure = lists[0]?.failure;
 const projects = lists.flatMap(list => list.projects);
 if (failure?.kind === 'unauthorized') return failure.message;
 if (failure?.kind === 'not-found') return `${MESSAGES.projectUnknown} ${listed(ticked(projects), 'or')} (${failure.words}). Is \`project-id\` spelled right, and is the token not limited to another project? ${hint}`;
 const read = lists.reduce((sum, {deployments}) => sum + deployments.length, 0);
 const rest = read === 0 ? '' : `; the ${read === 1 ? 'one build' : count(read, 'build')} read so far ${read === 1 ? 'was' : 'were'} still looked at`;
 const names = listed(ticked(projects));
 const which = projects.length === 1 ? `project ${names}` : `the projects ${names}`;
 return `The builds of ${which} ${MESSAGES.listIncomplete}${rest}. ${ended(failure?.message ?? '')}`;
}

// src/settle.ts
const FIRST_POLL_MS = 250;

const LONGEST_POLL_MS = 4000;

const FEW = 3;

function createSettle(step, projects) {
 const waiting = new Set;
 let isRunning = false;
 const readOne = async one => {
  try {
   const build = await readDeployment(step.vercel, one.id);
   if (!isFinished(build)) return;
   waiting.delete(one);
   one.done(build);
  } catch (error) {
   waiting.delete(one);
   one.failed(error);
  }
 };
 const run = async () => {
  isRunning = true;
  for (let delay = FIRST_POLL_MS; waiting.size > 0; delay = Math.min(delay * 2, LONGEST_POLL_MS)) try {
   await pause(delay, step);
   const unfinished = await unfinishedAmong(waiting, step, projects);
   await Promise.all([ ...waiting ].filter(({id}) => !unfinished.has(id)).map(readOne));
  } catch (error) {
   for (const one of waiting) one.failed(error);
   waiting.clear();
  }
  isRunning = false;
 };
 return id => new Promise((done, failed) => {
  waiting.add({
   id,
   done,
   failed
  });
  if (!isRunning) run();
 });
}

async function unfinishedAmong(waiting, {vercel}, projects) {
 if (projects === void 0 || waiting.size <= FEW) return new Set;
 const {deployments} = await listBuilds(vercel, projects);
 return new Set(deployments.filter(build => !isFinished(build)).map(({id}) => id));
}

// src/cancel.ts
function createCarryOut(apis, {recheck, projects}, onDone) {
 return {
  apis,
  recheck,
  settle: createSettle(apis, projects),
  underWay: new Set,
  onDone
 };
}

const MAX_DECLINED = 2;

async function carryOut(plan, how) {
 const order = UNFINISHED;
 const urgency = ({deployment}) => order.indexOf(deployment.state);
 const byUrgency = plan.filter(({outcome}) => outcome === 'would-cancel').sort((a, b) => urgency(a) - urgency(b));
 const done = new Map;
 await Promise.all(byUrgency.map(async planned => {
  done.set(planned, await cancelOne(planned, how));
  how.onDone();
 }));
 return plan.map(planned => done.get(planned) ?? planned);
}

async function cancelOne(planned, how) {
 const {apis, recheck, settle} = how;
 const {id} = planned.deployment;
 let known = planned;
 try {
  const stays = await (recheck?.before(id, false));
  if (stays) return kept(known, stays);
  for (let attempt = 1; ;attempt += 1) {
   const answer = await tryToCancel(known, how);
   if ('outcome' in answer) return answer;
   if ('accepted' in answer) {
    known = updated(known, answer.accepted);
    return finishedResult(known, await settle(id), apis) ?? known;
   }
   const {refusal} = answer;
   const build = await readDeployment(apis.vercel, id);
   const isDeclined = refusal.kind === 'rejected';
   const isFirst = isDeclined && attempt === 1;
   const done = finishedResult(known, build, apis);
   if (done) return isFirst && isOlder(build, apis) ? canceledBefore(done) : done;
   known = updated(known, build);
   const excluded = recheck?.excluded(build);
   if (excluded) return kept({
    ...known,
    deployment: build
   }, excluded);
   if (attempt >= (isDeclined ? MAX_DECLINED : MAX_ATTEMPTS)) throw refusal;
   await pause(backoff(attempt, apis.random()), apis);
  }
 } catch (error) {
  const isStopped = error instanceof VercelError && error.kind === 'stopped' && error.sent;
  if (isStopped || error instanceof StepEnded) how.underWay.add(id);
  return outcome_failure(known, error, apis.vercel);
 }
}

async function tryToCancel(known, {apis, recheck}) {
 const {id} = known.deployment;
 let stays;
 const beforeLateSend = async again => {
  const reason = await (recheck?.before(id, again));
  if (reason === void 0) return;
  stays = kept(known, reason);
  throw new Error('the build is kept after all');
 };
 try {
  const reply = await cancelDeployment(apis.vercel, id, beforeLateSend);
  return reply.state === 'CANCELED' ? finishedResult(known, reply, apis) ?? known : {
   accepted: reply
  };
 } catch (error) {
  if (stays) return stays;
  if (!isSettledByReading(error)) throw error;
  return {
   refusal: error
  };
 }
}

function kept(known, reason) {
 return {
  ...known,
  outcome: 'kept',
  reason,
  replacedBy: void 0
 };
}

function isSettledByReading(error) {
 if (!(error instanceof VercelError)) return false;
 const {kind, sent} = error;
 return kind === 'rejected' || kind === 'unreadable' || kind === 'unavailable' && sent;
}

async function lookOnceMore(results, {underWay}, apis) {
 return Promise.all(results.map(async result => {
  const {id} = result.deployment;
  if (result.outcome !== 'failed' || !underWay.has(id)) return result;
  try {
   const done = finishedResult(result, await readDeployment(apis.vercel, id), apis);
   return done ? {
    ...done,
    message: void 0
   } : result;
  } catch {
   return result;
  }
 }));
}

// src/event/event.ts
function readEvent(env, readFile) {
 const payload = readPayload(env.GITHUB_EVENT_PATH, readFile);
 return {
  name: env.GITHUB_EVENT_NAME ?? '',
  repository: readRepository(env, payload),
  ref: env.GITHUB_REF || void 0,
  sha: env.GITHUB_SHA || void 0,
  actor: env.GITHUB_ACTOR || void 0,
  payload
 };
}

function readPayload(file, readFile) {
 if (!file) return {
  file: 'GITHUB_EVENT_PATH',
  unreadable: 'the variable is not set'
 };
 const content = readFile(file);
 if (content === void 0) return {
  file,
  unreadable: 'there is no such file, or it is larger than 32 MB'
 };
 try {
  return {
   file,
   content: JSON.parse(content)
  };
 } catch {
  return {
   file,
   unreadable: 'it is not JSON'
  };
 }
}

function readRepository(env, payload) {
 const content = 'content' in payload ? payload.content : void 0;
 const sent = safeParse(anyPayload, content).data?.repository;
 const [owner, name] = (env.GITHUB_REPOSITORY || sent?.full_name || '').split('/');
 if (!owner || !name) return;
 const id = env.GITHUB_REPOSITORY_ID || (sent?.id === void 0 ? void 0 : String(sent.id));
 return {
  host: hostOf(env.GITHUB_SERVER_URL),
  id,
  owner,
  name
 };
}

function hostOf(serverUrl) {
 return serverUrl && URL.canParse(serverUrl) ? new URL(serverUrl).host : 'github.com';
}

const anyPayload = object({
 repository: lenient(object({
  id: lenient_number,
  full_name: schemas_string()
 }))
});

// src/github/repository.ts
function sameName(a, b) {
 return a !== void 0 && b !== void 0 && a.toLowerCase() === b.toLowerCase();
}

function sameRepository(a, b) {
 if (a.id !== void 0 && b.id !== void 0) return a.id === b.id;
 return sameName(a.owner, b.owner) && sameName(a.name, b.name);
}

function branchKey({repository, name}) {
 const {owner, name: repositoryName} = repository;
 return `${owner.toLowerCase()}/${repositoryName.toLowerCase()}:${name}`;
}

// src/event/payloads.ts
const repository = object({
 id: lenient_number,
 name: schemas_string(),
 owner: object({
  login: schemas_string()
 })
});

const payloads_anyPayload = object({
 action: lenient_text,
 repository: lenient(object({
  default_branch: lenient_text
 }))
});

const pushPayload = object({
 ref: schemas_string(),
 after: schemas_string(),
 deleted: lenient_boolean
});

const deletePayload = object({
 ref: schemas_string(),
 ref_type: schemas_string()
});

const pullRequestPayload = object({
 action: lenient_text,
 pull_request: object({
  head: object({
   ref: schemas_string(),
   sha: schemas_string(),
   repo: nullable(repository)
  })
 })
});

const workflowRunPayload = object({
 workflow_run: object({
  head_branch: nullable(schemas_string()),
  head_sha: schemas_string(),
  head_repository: nullable(repository)
 })
});

const deploymentPayload = object({
 deployment: object({
  sha: schemas_string()
 })
});

const vercelPayload = object({
 client_payload: object({
  git: lenient(object({
   ref: schemas_string(),
   sha: schemas_string()
  })),
  project: lenient(object({
   id: lenient_text
  }))
 })
});

class PayloadError extends Error {
 name='PayloadError';
}

function payloads_readPayload(event, schema) {
 const {name, payload} = event;
 const start = `${MESSAGES.payload} (\`${plain(name, 60)}\`, ${plain(payload.file, 300)})`;
 if ('unreadable' in payload) throw new PayloadError(`${start}: ${payload.unreadable}.`);
 const parsed = schema.safeParse(payload.content);
 if (parsed.success) return parsed.data;
 const fields = parsed.error.issues.map(({path}) => path.length === 0 ? 'it' : `\`${path.join('.')}\``);
 const verb = fields.length === 1 ? 'is missing or has' : 'are missing or have';
 throw new PayloadError(`${start}: ${fields.join(', ')} ${verb} an unexpected type.`);
}

function peekPayload({payload}, schema) {
 return 'content' in payload ? schema.safeParse(payload.content).data : void 0;
}

// src/event/by-event.ts
function scopeOf(event, blank) {
 switch (event.name) {
 case 'push':
  return ofPush(event, blank);

 case 'delete':
  return ofDelete(event, blank);

 case 'pull_request':
 case 'pull_request_target':
  return ofPullRequest(event, blank);

 case 'workflow_run':
  return ofWorkflowRun(event, blank);

 case 'deployment':
 case 'deployment_status':
  return ofDeployment(event, blank);

 case 'repository_dispatch':
  return ofRepositoryDispatch(event, blank);

 case 'schedule':
  return blank;

 default:
  return ofRef(event, blank);
 }
}

function ofPush(event, blank) {
 const {ref, after, deleted} = payloads_readPayload(event, pushPayload);
 const branch = branchOf(ref);
 if (branch === void 0) return noBranch('A pushed tag');
 if (deleted || /^0+$/.test(after)) return {
  ...blank,
  branches: [ branch ]
 };
 return {
  ...blank,
  branches: [ branch ],
  ownHead: after,
  awaitsBuild: true
 };
}

function ofDelete(event, blank) {
 const {ref, ref_type: type} = payloads_readPayload(event, deletePayload);
 if (type !== 'branch') return noBranch('A deleted tag');
 return {
  ...blank,
  branches: [ branchOf(ref) ?? ref ]
 };
}

const BRINGS_A_COMMIT = new Set([ 'opened', 'synchronize', 'reopened' ]);

function ofPullRequest(event, blank) {
 const {action = "", pull_request: pull} = payloads_readPayload(event, pullRequestPayload);
 const {repo, ref, sha} = pull.head;
 if (repo === null) return forkGone();
 return {
  ...ofHead(blank, toRepository(repo, event), ref, sha),
  ownMerge: event.name === 'pull_request' && action !== 'closed' ? event.sha : void 0,
  awaitsBuild: BRINGS_A_COMMIT.has(action)
 };
}

function ofWorkflowRun(event, blank) {
 const {workflow_run: run} = payloads_readPayload(event, workflowRunPayload);
 if (run.head_repository === null) return forkGone();
 if (run.head_branch === null) return noBranch('This `workflow_run`');
 return ofHead(blank, toRepository(run.head_repository, event), run.head_branch, run.head_sha);
}

function ofDeployment(event, blank) {
 const {sha} = payloads_readPayload(event, deploymentPayload).deployment;
 return {
  ...blank,
  branches: {
   withHead: sha
  },
  ownHead: sha
 };
}

function ofRepositoryDispatch(event, blank) {
 const {action} = payloads_readPayload(event, payloads_anyPayload);
 if (!action?.startsWith('vercel.deployment.')) return ofRef(event, blank);
 const {git, project} = payloads_readPayload(event, vercelPayload).client_payload;
 const branch = git && git.ref !== 'HEAD' ? branchOf(git.ref) ?? git.ref : void 0;
 if (git === void 0 || branch === void 0) return noBranch(`This \`${plain(action, 60)}\` event`);
 return {
  ...blank,
  branches: [ branch ],
  ownHead: git.sha,
  branchProven: false,
  projectId: project?.id
 };
}

const ABOUT_SOMETHING_ELSE = new Set("branch_protection_rule check_run check_suite discussion discussion_comment fork gollum\n  image_version issue_comment issues label merge_group milestone page_build project project_card\n  project_column public registry_package release status watch".split(/\s+/));

function ofRef(event, blank) {
 const branch = branchOf(event.ref);
 const name = `\`${plain(event.name || 'no event', 60)}\``;
 if (ABOUT_SOMETHING_ELSE.has(event.name)) return noBranch(`The event ${name}`);
 if (branch === void 0) return noBranch(`This ${name} run${event.ref?.startsWith('refs/tags/') ? ' on a tag' : ''}`);
 return {
  ...blank,
  branches: [ branch ],
  ownHead: event.sha
 };
}

function ofHead(blank, head, branch, sha) {
 const fork = !sameRepository(head, blank.repository);
 const headRepository = fork ? head : blank.repository;
 return {
  ...blank,
  headRepository,
  fork,
  branches: [ branch ],
  ownHead: sha
 };
}

function noBranch(subject) {
 return {
  skipped: `${subject} ${MESSAGES.noBranch}. Run this step on \`push\` or \`pull_request\`, name a branch with \`branch\`, or look at all branches with \`mode: sweep\`.`
 };
}

function forkGone() {
 return {
  skipped: `${MESSAGES.forkGone}, so its builds can't be told from others. A scheduled run with \`mode: sweep\` looks at what is left.`
 };
}

function branchOf(ref) {
 return ref?.startsWith('refs/heads/') && ref.slice(11) || void 0;
}

function toRepository(sent, {repository}) {
 return {
  host: repository?.host ?? 'github.com',
  id: sent.id === void 0 ? void 0 : String(sent.id),
  owner: sent.owner.login,
  name: sent.name
 };
}

// src/event/scope.ts
function toScope(event, wanted) {
 if (event.repository === void 0) throw new PayloadError('The repository is not known: GITHUB_REPOSITORY is not set.');
 const blank = blankScope(event, event.repository, wanted.mode);
 const {mode, branch} = wanted;
 if (mode === 'sweep' || mode === 'auto' && branch === void 0 && event.name === 'schedule') return sweepScope(event, blank);
 const scope = branch === void 0 ? scopeOf(event, blank) : namedScope(event, blank, branch);
 return 'skipped' in scope ? scope : skippedMode(event, scope);
}

function secretsWithheld(event) {
 if (event.actor === 'dependabot[bot]') return true;
 if (event.name !== 'pull_request' || event.repository === void 0) return false;
 const head = peekPayload(event, pullRequestPayload)?.pull_request.head;
 if (head === void 0) return false;
 return head.repo === null || !sameRepository(toRepository(head.repo, event), event.repository);
}

function blankScope(event, repository, mode) {
 return {
  mode,
  repository,
  headRepository: repository,
  fork: false,
  branches: 'all',
  ownHead: void 0,
  ownMerge: void 0,
  branchProven: true,
  awaitsBuild: false,
  projectId: void 0,
  defaultBranch: peekPayload(event, payloads_anyPayload)?.repository?.default_branch
 };
}

function sweepScope(event, blank) {
 const {ownHead, ownMerge, projectId} = scopeIfAny(event, blank) ?? blank;
 return {
  ...blank,
  mode: 'sweep',
  ownHead,
  ownMerge,
  projectId
 };
}

function namedScope(event, blank, branch) {
 const own = scopeIfAny(event, blank);
 if (own && !own.fork && own.branches !== 'all') {
  if (!Array.isArray(own.branches)) return {
   ...own,
   branches: {
    ...own.branches,
    named: branch
   }
  };
  if (own.branches.includes(branch)) return own;
 }
 return {
  ...blank,
  branches: [ branch ],
  branchProven: false,
  projectId: own?.projectId
 };
}

function scopeIfAny(event, blank) {
 try {
  const scope = scopeOf(event, blank);
  return 'skipped' in scope ? void 0 : scope;
 } catch (error) {
  if (error instanceof PayloadError) return;
  throw error;
 }
}

function skippedMode({name}, scope) {
 const event = `\`${plain(name || 'no event', 60)}\``;
 if (scope.mode === 'commit' && scope.ownHead === void 0) return {
  skipped: `\`mode: commit\` cancels the builds of this run's own commit, but this run (${event}) has none. Run this step on \`push\`, \`pull_request\` or \`workflow_run\`, or use another \`mode\`.`
 };
 if (scope.mode === 'branch' && scope.branches === 'all') return {
  skipped: `\`mode: branch\` cancels the builds of one branch, but this run (${event}) is about no single one. Name a branch with \`branch\`, or look at all of them with \`mode: sweep\`.`
 };
 return scope;
}

// src/github/errors.ts
class Unreachable extends Error {
 passing;
 constructor(message, passing) {
  super(message);
  this.passing = passing;
 }
}

class UnusableReply extends Error {}

class NoToken extends Error {}

const limits = object({
 'retry-after': anything,
 'x-ratelimit-remaining': anything,
 'x-ratelimit-reset': anything
});

const headers = schemas_catch(limits, {});

const requestError = object({
 status: schemas_number(),
 response: object({
  headers,
  data: lenient(object({
   message: lenient_text
  }))
 })
});

const graphqlError = object({
 headers,
 data: anything,
 errors: array(schemas_catch(object({
  type: lenient_text,
  message: lenient_text,
  path: lenient(array(unknown()))
 }), {}))
});

function answerOf(error) {
 const graphql = graphqlError.safeParse(error);
 if (graphql.success) {
  const {headers, data, errors} = graphql.data;
  const refusals = errors.map(({type, message = "", path}) => ({
   status: 200,
   type,
   message,
   headers,
   path
  }));
  return {
   data,
   refusals
  };
 }
 const request = requestError.safeParse(error);
 if (!request.success) return {
  data: void 0,
  refusals: []
 };
 const {status, response} = request.data;
 const {headers, data} = response;
 const message = data?.message ?? '';
 const refusal = {
  status,
  type: void 0,
  message,
  headers,
  path: void 0
 };
 return {
  data: void 0,
  refusals: [ refusal ]
 };
}

function unwrapped(error) {
 return error instanceof Unreachable ? error : Object(error).cause ?? error;
}

function isRetriable(error) {
 const cause = unwrapped(error);
 if (cause instanceof Unreachable) return cause.passing;
 return answerOf(error).refusals.some(({status}) => status >= 500);
}

function whyNot(error, permissions, {clock, redact}) {
 const cause = unwrapped(error);
 if (cause instanceof Unreachable) return `GitHub did not answer: ${cause.message}`;
 if (cause instanceof UnusableReply || cause instanceof NoToken) return cause.message;
 const [refusal] = answerOf(error).refusals;
 if (refusal) return whyRefused(refusal, permissions, clock.now());
 const words = plain(redact(messageOf(cause)), 200);
 return `An unexpected error stopped the reading from GitHub: ${words}`;
}

function whyRefused(refusal, permissions, now) {
 const {status, type, message} = refusal;
 const kind = type ?? (status === 200 ? '' : String(status));
 const words = [ plain(kind, 40), plain(message, 300).trim() ].filter(word => word !== '');
 const said = words.length > 0 ? words.join(': ') : 'with an error that it does not explain';
 if (isRateLimit(refusal)) return `GitHub's rate limit was reached${untilOf(refusal, now)} (${said})`;
 if (status === 401) return `GitHub does not accept \`github-token\` (${said})`;
 if (/\bIP allow list\b/i.test(message)) return `The organization's IP allow list does not let this runner in (${said})`;
 if (/not accessible by personal access token/i.test(message)) return `\`github-token\` lacks a permission (${said}). Grant the token ${permissions}`;
 if (/\bresource not accessible\b/i.test(message)) return `\`github-token\` lacks a permission (${said}). Under the job's \`permissions:\` add ${permissions}`;
 if (type === 'NOT_FOUND' || status === 404 && /^not found\.?$/i.test(message.trim())) return `\`github-token\` lacks a permission, or GitHub does not have what was asked for (${said}). Under the job's \`permissions:\` add ${permissions}`;
 return `GitHub answered ${said}`;
}

function isRateLimit({status, headers, type, message}) {
 if (status === 429 || type?.startsWith('RATE_LIMIT')) return true;
 if (/\brate limit\b/i.test(message)) return true;
 const isUsedUp = headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== void 0;
 return status === 403 && isUsedUp;
}

const DAY_MS = 864e5;

function untilOf({headers}, now) {
 const end = [ now + Number(headers['retry-after'] ?? Number.NaN) * 1000, Number(headers['x-ratelimit-reset'] ?? Number.NaN) * 1000 ].find(moment => moment > now && moment < now + DAY_MS);
 return end === void 0 ? '' : `, until ${new Date(end).toISOString().slice(11, 19)} UTC`;
}

// src/github/budget.ts
const ALL_REQUESTS_MS = 10_000;

function createBudget() {
 return {
  spent: 0,
  open: 0,
  current: void 0
 };
}

async function withinBudget(budget, {clock, deadline}, read) {
 budget.current ??= startPeriod(budget, clock, deadline);
 const {signal, end, startedAt, timer} = budget.current;
 budget.open += 1;
 try {
  return await read(signal, end);
 } finally {
  budget.open -= 1;
  if (budget.open === 0) {
   clearTimeout(timer);
   budget.spent += Math.max(0, clock.now() - startedAt);
   budget.current = void 0;
  }
 }
}

function startPeriod({spent}, clock, deadline) {
 const left = Math.max(0, ALL_REQUESTS_MS - spent);
 const ms = Math.min(left, Math.ceil(deadline.remaining() / 2));
 const controller = new AbortController;
 const over = () => controller.abort(new Unreachable(`no complete reply in ${duration(spent + ms)}`, false));
 const timer = setTimeout(over, ms);
 if (ms === 0) over();
 const startedAt = clock.now();
 const signal = AbortSignal.any([ deadline.signal, controller.signal ]);
 return {
  signal,
  startedAt,
  end: startedAt + ms,
  timer
 };
}

// src/github/fetch.ts
function fetchOver(options) {
 return async (address, init) => {
  const url = new URL(address);
  const first = await fetch_exchange(options, url, init);
  const next = redirectOf(first, url, init.method);
  const reply = next === void 0 ? first : await fetch_exchange(options, next, init);
  const body = options.redact(reply.body);
  checkReply(reply.status, body);
  const headers = {
   ...reply.headers,
   'content-type': 'application/json'
  };
  return {
   status: reply.status,
   url: address,
   headers: new Map(Object.entries(headers)),
   text: async () => body
  };
 };
}

async function fetch_exchange({send, clock, onRequest, redact}, url, {method, headers, body, signal}) {
 const startedAt = clock.now();
 const name = redact(`${method} ${url.pathname}`);
 try {
  const reply = await send({
   method,
   url,
   headers,
   signal,
   body
  });
  onRequest(plain(`${name} → ${reply.status} in ${clock.now() - startedAt} ms`));
  return reply;
 } catch (thrown) {
  const cause = signal.aborted ? signal.reason : thrown;
  const words = plain(redact(wordsOf(cause)), 200);
  onRequest(plain(`${name} → ${words}`));
  if (nameOf(cause) === 'TypeError') throw cause;
  throw new Unreachable(words, !signal.aborted && !isPermanent(cause));
 }
}

function wordsOf(error) {
 const {code} = Object(error);
 return messageOf(error) || code || 'the connection failed';
}

function nameOf(error) {
 return Object(error).name;
}

function redirectOf({status, headers}, url, method) {
 const {location} = headers;
 const isRedirect = status === 307 || status === 308;
 const isRedirectOfGet = method === 'GET' && (status === 301 || status === 302);
 if (!isRedirect && !isRedirectOfGet) return;
 if (location === void 0 || !URL.canParse(location, url.href)) return;
 const next = new URL(location, url);
 return next.origin === url.origin ? next : void 0;
}

function checkReply(status, body) {
 if (status >= 400) return;
 if (status >= 300) throw new UnusableReply(`GitHub redirects to another address (${status})`);
 if (!isObject(body)) throw new UnusableReply(UNEXPECTED_FORM);
}

const UNEXPECTED_FORM = "GitHub's reply has another form than expected";

function isObject(body) {
 try {
  return JSON.parse(body) instanceof Object;
 } catch {
  return false;
 }
}

function logOver({onRequest, redact}) {
 const line = message => onRequest(plain(redact(message), 300));
 return {
  debug: line,
  info: line,
  warn: line,
  error: line
 };
}

// src/github/octokit.ts
const octokit_MAX_ATTEMPTS = 3;

const octokit_MAX_IN_FLIGHT = 32;

function createGitHub(options) {
 const slots = pLimit(octokit_MAX_IN_FLIGHT);
 return {
  options,
  slots,
  budget: createBudget(),
  octokit: void 0
 };
}

function withFreshTime(github) {
 return {
  ...github,
  budget: createBudget()
 };
}

function loadOctokit(github) {
 github.octokit ??= createOctokit(github.options);
 return github.octokit;
}

async function createOctokit(options) {
 const {token, apiUrl} = options;
 if (!token) throw new NoToken('`github-token` is empty');
 const {getOctokit} = await Promise.resolve().then(__nccwpck_require__.bind(__nccwpck_require__, 389));
 const log = logOver(options);
 const baseUrl = apiUrl.replace(/\/+$/, '');
 return getOctokit(token, {
  baseUrl,
  log,
  request: {
   fetch: fetchOver(options),
   log
  }
 });
}

async function ask(github, read) {
 const {options, slots, budget} = github;
 const {clock, random} = options;
 const octokit = await loadOctokit(github);
 return withinBudget(budget, options, async (signal, end) => {
  for (let attempt = 1; ;attempt += 1) try {
   return await slots(() => read(octokit, signal));
  } catch (error) {
   const delay = backoff(attempt, random());
   const isLast = attempt === octokit_MAX_ATTEMPTS || clock.now() + delay >= end;
   if (isLast || signal.aborted || !isRetriable(error)) throw error;
   await clock.sleep(delay, signal).catch(() => {});
   if (signal.aborted) throw error;
  }
 });
}

// src/inputs/show.ts
function createShow(redact) {
 const hide = found => found.split(SEPARATORS).map(word => shownWord(word, redact)).join('');
 return {
  text(found) {
   if (mayHoldPassword(found)) return `a text of ${found.length} characters that may hold a password`;
   return `"${clip(plain(hide(found)), 80)}"`;
  },
  host(found) {
   if (found.includes('@')) return 'an address with `@` in it, perhaps a password';
   const address = /^https?:\/\/(?=[^/\\])/i.exec(found)?.[0].toLowerCase() ?? '';
   const url = toUrl(address === '' ? `https://${found}` : found);
   if (!url?.hostname || address === '' && !HOSTNAME.test(url.hostname)) return 'a text that is no address';
   return `"${address}${clip(plain(hide(url.host)), 80)}"`;
  }
 };
}

const SEPARATORS = /([\s,"'`]+)/;

const HOSTNAME = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(:\d+)?$/;

const ID = /^(dpl|prj|team|usr|user)_[A-Za-z0-9]+$/;

const TOKEN = /(?<![A-Za-z0-9])(vc[a-z]_|gh[a-z]_|github_pat_)[\w-]*/gi;

const TOKEN_LENGTH = 24;

const LIKE_A_TOKEN = /(?<![A-Za-z0-9])(vc[a-z]_|gh[a-z]_|github_pat_)\w{16}/i;

function mayHoldPassword(found) {
 const end = found.lastIndexOf('@');
 return end > 0 && /:|\/\/|\\/.test(found.slice(0, end));
}

function shownWord(word, redact) {
 const known = redact(word);
 if (known !== word) return word.length < TOKEN_LENGTH ? known : '***';
 const [, address, path] = /^(https?:\/\/[^/?#\\]*)([^?#\\]*)/i.exec(word) ?? [];
 if (address === void 0 || path === void 0) return shownPart(word);
 const shown = shownAddress(address) + path.split('/').map(shownPart).join('/');
 return address.length + path.length < word.length ? `${shown}…` : shown;
}

function shownAddress(address) {
 const [scheme = "", host = ""] = address.split('//');
 return `${scheme}//${shownPart(host)}`;
}

function shownPart(part) {
 if (ID.test(part) || HOSTNAME.test(part)) return part;
 return part.length < TOKEN_LENGTH ? part.replace(TOKEN, shortened) : shortened(part);
}

function shortened(token) {
 return `${token.slice(0, 4)}… (${token.length} characters)`;
}

function toUrl(found) {
 return URL.canParse(found) ? new URL(found) : void 0;
}

// src/inputs/formats.ts
function expected(what, found) {
 return {
  wrong: show => `is ${show.text(found)}; expected ${what}`
 };
}

function matching(what, pattern, make) {
 return found => pattern.test(found) ? {
  value: make(found)
 } : expected(what, found);
}

const yesOrNo = matching('`true` or `false`', /^(true|True|TRUE|false|False|FALSE)$/, found => found.toLowerCase() === 'true');

function oneOf(values, hints = {}) {
 return found => {
  const value = values.find(one => one === found);
  if (value !== void 0) return {
   value
  };
  const hint = Object.hasOwn(hints, found) ? `. ${hints[found]}` : '';
  return expected(`${listed(ticked(values), 'or')}${hint}`, found);
 };
}

const modeName = oneOf([ 'auto', 'branch', 'commit', 'sweep' ], {
 superseded: 'What was `superseded` is `auto` now'
});

const seconds = found => {
 const s = /^\d{1,4}$/.test(found) ? Number(found) : 0;
 return s >= 1 && s <= 3600 ? {
  value: s * 1000
 } : expected('a whole number of seconds from 1 to 3600', found);
};

const BRANCH = /^(?!\/)(?!.*\.\.)[^\s~^:?*[\\\x00-\x1f\x7f]+(?<!\/)$/;

const OTHER_REF = /^(refs\/.*|\d+\/merge)$/;

const branchName = found => {
 const branch = found.replace(/^refs\/heads\//, '');
 if (!BRANCH.test(branch)) return expected('the name of one branch, without whitespace', found);
 if (!OTHER_REF.test(branch)) return {
  value: branch
 };
 return expected("a branch's name. On pull requests that is `github.head_ref`", found);
};

const TEAM_ID = /^team_[\w-]+$/;

const PERSONAL_ID = /^((?=.*[A-Z0-9])[A-Za-z0-9]{24}|use?r_\w+)$/;

const teamId = found => TEAM_ID.test(found) || PERSONAL_ID.test(found) ? {
 value: asTeam(found)
} : expected("a team ID (`team_…`, under the team's Settings → General) or the ID of a personal account. To name a team by its slug, use `team-slug`", found);

function asTeam(id) {
 return id !== void 0 && TEAM_ID.test(id) ? id : void 0;
}

const teamSlug = matching("a team's slug, as in https://vercel.com/SLUG. For an ID (`team_…`), use `team-id`", /^(?!team_)[\w-]+$/, found => found);

const secureUrl = found => {
 const url = /^https?:\/\/[^@?#\\\s]+$/i.test(found) ? toUrl(found) : void 0;
 if (url && (url.protocol === 'https:' || isLoopback(url))) return {
  value: url
 };
 return {
  wrong: show => `is ${show.host(found)}; expected an https:// address without user, query or fragment (http:// on loopback only)`
 };
};

function isLoopback({hostname}) {
 return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

function formats_list(what, read) {
 return found => {
  const items = [ ...new Set(found.split(/[\s,]+/).filter(item => item !== '')) ];
  if (items.length === 0) return {
   wrong: () => 'is empty but for separators. Are the variables that you pass defined?'
  };
  const readings = items.map(item => ({
   item,
   ...read(item)
  }));
  const wrong = readings.filter(reading => 'hint' in reading);
  if (wrong.length === 0) return {
   value: readings.flatMap(reading => 'value' in reading ? [ reading.value ] : [])
  };
  const hinted = wrong.find(({hint}) => hint !== void 0);
  const shown = hinted?.item ?? wrong.map(({item}) => item).join(', ');
  const verb = items.length === 1 ? 'is' : 'contains';
  const advice = hinted ? `: ${hinted.hint}` : `; expected ${what}`;
  return {
   wrong: show => `${verb} ${show.text(shown)}${advice}`
  };
 };
}

function words(what, pattern, hints = {}, normal = item => item) {
 const read = formats_list(what, item => {
  const value = normal(item);
  if (Object.hasOwn(hints, value)) return {
   hint: hints[value]
  };
  return pattern.test(value) ? {
   value
  } : {
   hint: void 0
  };
 });
 return found => {
  const reading = read(found);
  return 'value' in reading ? {
   value: [ ...new Set(reading.value) ]
  } : reading;
 };
}

const PROJECT = /^(?!\.+$)[\w.-]+$/;

const projects = words('project IDs (`prj_…`) or names, one or more', PROJECT);

const projectList = found => {
 const reading = projects(found);
 const gap = found.split(',').some(item => item.trim() === '');
 if ('wrong' in reading || !gap) return reading;
 const warning = show => `has an empty item beside a comma: ${show.text(found)}. Is each variable that you pass defined?`;
 return {
  ...reading,
  warning
 };
};

const EVERY = 'name each environment, as in `preview, production`';

const environmentList = words("`preview`, `production` or a custom environment's slug, one or more", /^[\w-]+$/, {
 prod: 'use `production`',
 prev: 'use `preview`',
 previews: 'use `preview`',
 all: EVERY,
 any: EVERY,
 '*': EVERY
}, item => item.toLowerCase());

const stateList = words(`one or more of ${listed(ticked(UNFINISHED))}`, new RegExp(`^(${UNFINISHED.join('|')})$`), {}, item => item.toUpperCase());

const deploymentRefs = formats_list('deployment IDs (`dpl_…`), deployment URLs or hostnames, or dashboard URLs (https://vercel.com/TEAM/PROJECT/ID, not a page of the project), separated by commas or whitespace', item => {
 if (/^\d+$/.test(item)) return {
  hint: "that is the number of a GitHub deployment. Use the deployment's URL (`github.event.deployment_status.environment_url`) or its ID on Vercel (`dpl_…`)"
 };
 const value = deploymentRef(item);
 return value ? {
  value
 } : {
  hint: void 0
 };
});

const PROJECT_PAGES = new Set("activity analytics deployments domains environments firewall flags integrations logs\n  observability settings storage usage".split(/\s+/));

function deploymentRef(found) {
 if (/^dpl_[\w-]+$/.test(found)) return {
  id: found
 };
 const url = toUrl(/^https?:\/\//i.test(found) ? found : `https://${found}`);
 if (url === void 0 || !/^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*$/.test(url.hostname)) return;
 if (!/^(www\.)?vercel\.com$/.test(url.hostname)) return {
  hostname: url.hostname
 };
 const hash = /^\/[^/]+\/[^/]+\/(?:dpl_)?([A-Za-z0-9]+)(\/|$)/.exec(url.pathname)?.[1];
 return hash === void 0 || PROJECT_PAGES.has(hash) ? void 0 : {
  id: `dpl_${hash}`
 };
}

// src/shared/redact.ts
const PART = 8;

const SHORTEST = 4;

const HIDDEN = '***';

function createRedactor(secrets) {
 const usable = secrets.map(secret => secret.trim()).filter(({length}) => length >= SHORTEST);
 const forms = [ ...new Set(usable.flatMap(formsOf)) ].filter(({length}) => length >= SHORTEST);
 const index = createIndex(forms);
 const short = forms.filter(({length}) => length < PART);
 return {
  forms,
  redact: text => short.reduce((rest, form) => rest.replaceAll(form, HIDDEN), hideParts(text, index))
 };
}

function formsOf(secret) {
 const url = encodeURIComponent(secret.toWellFormed());
 const json = JSON.stringify(secret).slice(1, -1);
 return [ secret, url, url.replace(/%../g, byte => byte.toLowerCase()), url.replaceAll('%20', '+'), json, json.replaceAll('/', '\\/'), ...htmlForms(secret), ...base64Forms(secret) ];
}

function htmlForms(secret) {
 const named = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;'
 };
 return [ '&#39;', '&#x27;', '&apos;' ].map(apostrophe => secret.replace(/[&<>"']/g, character => named[character] ?? apostrophe));
}

function base64Forms(secret) {
 const bytes = Buffer.from(secret);
 return [ 0, 1, 2 ].flatMap(before => {
  const whole = Buffer.concat([ Buffer.alloc(before), bytes ]).toString('base64');
  const end = Math.floor((before + bytes.length) * 8 / 6);
  const form = whole.slice(Math.ceil(before * 8 / 6), end);
  return [ form, form.replaceAll('+', '-').replaceAll('/', '_') ];
 });
}

const PROBE = 4;

const STRIDE = PART - PROBE + 1;

function createIndex(forms) {
 const parts = new Set;
 const mayOccur = new Uint8Array(65_536);
 for (const form of forms) for (let i = 0; i + PART <= form.length; i += 1) parts.add(form.slice(i, i + PART));
 for (const part of parts) for (let i = 0; i + PROBE <= PART; i += 1) mayOccur[probeAt(part, i)] = 1;
 return {
  parts,
  mayOccur
 };
}

function probeAt(text, i) {
 let hash = 0;
 for (let k = i; k < i + PROBE; k += 1) hash = hash * 31 + text.charCodeAt(k);
 return hash & 0xffff;
}

function hideParts(text, {parts, mayOccur}) {
 let hidden = '';
 let done = 0;
 for (let probe = 0; probe + PROBE <= text.length; probe += STRIDE) {
  if (!mayOccur[probeAt(text, probe)]) continue;
  for (let i = Math.max(0, probe - STRIDE + 1); i <= probe; i += 1) {
   if (!parts.has(text.slice(i, i + PART))) continue;
   if (i > done || i === 0 && done === 0) hidden += text.slice(done, i) + HIDDEN;
   done = i + PART;
  }
 }
 return done === 0 ? text : hidden + text.slice(done);
}

// src/inputs/names.ts
const INPUT_NAMES = [ 'token', 'deployment-id', 'team-id', 'team-slug', 'project-id', 'mode', 'branch', 'target', 'states', 'require-replacement', 'if-finished', 'dry-run', 'timeout', 'github-token', 'api-url' ];

const RETIRED = new Map([ [ 'cancel-with-run', 'Put `if: cancelled()` on a step of its own instead.' ] ]);

function checkNames(given) {
 const unknown = [ ...given ].filter(name => !INPUT_NAMES.includes(name));
 const complaints = [];
 const others = [];
 for (const name of unknown) {
  const advice = adviceFor(name);
  if (advice === void 0) others.push(name); else complaints.push(`\`${plain(name, 60)}\` ${MESSAGES.unknownInput}. ${advice}`);
 }
 return {
  complaints,
  warnings: others.length === 0 ? [] : [ ignored(others) ]
 };
}

function adviceFor(name) {
 const retired = [ ...RETIRED ].find(([old]) => letters(old) === letters(name));
 if (retired) return retired[1];
 const meant = meantBy(name);
 return meant.length === 0 ? void 0 : `Did you mean ${listed(ticked(meant), 'or')}?`;
}

function meantBy(name) {
 const found = letters(name);
 if (found === '') return [];
 const same = INPUT_NAMES.filter(known => letters(known) === found);
 if (same.length > 0) return same;
 const [longest] = INPUT_NAMES.filter(known => found.includes(letters(known))).sort((a, b) => b.length - a.length);
 return longest ? [ longest ] : INPUT_NAMES.filter(known => letters(known).includes(found));
}

function letters(name) {
 return name.toLowerCase().replace(/\P{L}/gu, '');
}

function ignored(names) {
 const shown = ticked(names.slice(0, 10).map(name => plain(name, 60)));
 const more = names.length - shown.length;
 const all = listed(more > 0 ? [ ...shown, count(more, 'other') ] : shown);
 return names.length === 1 ? `There is no input ${all}; it is ignored.` : `There are no inputs ${all}; they are ignored.`;
}

// src/inputs/tokens.ts
const VERCEL = /^vc[a-z]_/;

const GITHUB = /^(gh[a-z]_|github_pat_)/;

const TOKENS_PAGE = 'https://vercel.com/account/settings/tokens';

function problemOf(token) {
 if (/^bearer\b/i.test(token)) return 'begins with `Bearer`. Pass the token alone';
 if (/^["'`“”‘’]|["'`“”‘’]$/.test(token)) return 'has quotes around it. Save the token without them';
 const length = count(token.length, 'character');
 if (/\s/.test(token)) return `contains whitespace (${length}). Pass the token alone, without spaces and line breaks`;
 return /^[\x21-\x7e]+$/.test(token) ? void 0 : `contains characters that no token has (${length}). Copy it once more`;
}

const vercelToken = found => {
 const problem = GITHUB.test(found) ? `is a GitHub token; expected a Vercel access token (${TOKENS_PAGE})` : problemOf(found);
 return problem === void 0 ? {
  value: found
 } : {
  wrong: () => problem
 };
};

const githubToken = found => {
 const problem = VERCEL.test(found) ? 'is a Vercel token; expected a GitHub token, as in `${{ github.token }}`' : problemOf(found);
 return problem === void 0 ? {
  value: found
 } : {
  wrong: () => problem
 };
};

const TOKEN_ADVICE = `If the workflow passes \`\${{ secrets.VERCEL_TOKEN }}\`, that secret does not exist or is not visible to this job: a reusable workflow gets it with \`secrets: inherit\`, and an environment's secret needs the job's \`environment\`. Create a token at ${TOKENS_PAGE}, save it under Settings → Secrets and variables → Actions as VERCEL_TOKEN, and pass \`token: \${{ secrets.VERCEL_TOKEN }}\`.`;

function secretsOf(env) {
 const found = Object.entries(env).flatMap(([name, value]) => name === 'VERCEL_TOKEN' || name.startsWith('INPUT_') && /token/i.test(name) ? [ value?.trim() ?? '' ] : []);
 const inside = found.flatMap(text => text.split(/[\s"'`“”‘’]+/).filter(part => part.length >= 8));
 return [ ...new Set([ ...found, ...inside ]) ].filter(secret => secret !== '');
}

// src/inputs/reader.ts
function createReader(env) {
 const given = new Map;
 for (const [key, value] of Object.entries(env)) {
  const found = reader_nonEmpty(value);
  if (key.startsWith('INPUT_') && found !== void 0) given.set(key.slice(6).toLowerCase(), found);
 }
 return {
  env,
  given,
  show: createShow(createRedactor(secretsOf(env)).redact),
  ...checkNames(given.keys())
 };
}

function take({env, given, show, complaints, warnings}, name, format, variable) {
 const found = given.get(name) ?? reader_nonEmpty(variable && env[variable]);
 if (found === void 0) return;
 const subject = given.has(name) ? `\`${name}\`` : `\`${name}\` (from the environment variable ${variable})`;
 const reading = format(found);
 if ('wrong' in reading) {
  complaints.push(ended(`${subject} ${reading.wrong(show)}`));
  return;
 }
 if (holdsToken(name, found)) {
  complaints.push(`${subject} holds what looks like a token: ${show.text(found)}. Pass a token as \`token\` only.`);
  return;
 }
 if (reading.warning) warnings.push(ended(`${subject} ${reading.warning(show)}`));
 return reading.value;
}

function holdsToken(name, found) {
 return name !== 'token' && name !== 'github-token' && LIKE_A_TOKEN.test(found);
}

function isGiven({env, given}, name, variable) {
 return given.has(name) || reader_nonEmpty(env[variable]) !== void 0;
}

function reader_nonEmpty(found) {
 const trimmed = found?.trim();
 return trimmed === '' ? void 0 : trimmed;
}

// src/inputs/vercel-link.ts
const NO_LINK = {
 teamId: void 0,
 projects: [],
 source: void 0
};

const id = schemas_string().check(_regex(PROJECT));

const projectFile = object({
 projectId: id,
 orgId: lenient_text
});

const repoFile = object({
 orgId: lenient_text,
 projects: array(object({
  id,
  orgId: lenient_text
 })).check(_minLength(1))
});

function readVercelLink(readFile) {
 const one = lenient(projectFile).parse(vercel_link_json(readFile('.vercel/project.json')));
 if (one) return {
  teamId: asTeam(one.orgId),
  projects: [ one.projectId ],
  source: '.vercel/project.json'
 };
 const several = lenient(repoFile).parse(vercel_link_json(readFile('.vercel/repo.json')));
 if (!several) return NO_LINK;
 const owners = new Set(several.projects.map(project => project.orgId ?? several.orgId));
 const [owner] = owners;
 return {
  teamId: asTeam(owners.size === 1 ? owner : several.orgId),
  projects: several.projects.map(project => project.id),
  source: '.vercel/repo.json'
 };
}

function vercel_link_json(content) {
 try {
  return content === void 0 ? void 0 : JSON.parse(content);
 } catch {
  return;
 }
}

// src/inputs/inputs.ts
class InputError extends Error {
 name='InputError';
 constructor(complaints) {
  const [only, ...others] = complaints;
  super(others.length === 0 ? `${MESSAGES.wrongInput}: ${only}` : [ `${MESSAGES.wrongInput} in ${count(complaints.length, 'place')}:`, ...complaints.map(c => `- ${c}`) ].join('\n'));
 }
}

function readInputs({env, readFile, secretsWithheld}) {
 const reader = createReader(env);
 const token = take(reader, 'token', vercelToken, 'VERCEL_TOKEN');
 if (!isGiven(reader, 'token', 'VERCEL_TOKEN') && !secretsWithheld) reader.complaints.push(`${MESSAGES.tokenMissing}. ${TOKEN_ADVICE}`);
 const team = takeTeam(reader);
 const projects = takeProjects(reader);
 const selection = takeSelection(reader, projects);
 const checked = {
  token,
  githubToken: take(reader, 'github-token', githubToken),
  apiUrl: take(reader, 'api-url', secureUrl) ?? new URL('https://api.vercel.com'),
  dryRun: take(reader, 'dry-run', yesOrNo) ?? false,
  timeout: take(reader, 'timeout', seconds) ?? 60_000
 };
 if (reader.complaints.length > 0) throw new InputError(reader.complaints);
 const teamOpen = team === void 0;
 const projectsOpen = selection.kind === 'event' && projects === void 0;
 const link = token !== void 0 && (teamOpen || projectsOpen) ? readVercelLink(readFile) : NO_LINK;
 return {
  ...checked,
  team: team ?? (link.teamId === void 0 ? {} : {
   teamId: link.teamId
  }),
  selection: projectsOpen ? {
   ...selection,
   projects: {
    names: link.projects,
    source: link.source
   }
  } : selection,
  warnings: reader.warnings
 };
}

function takeTeam(reader) {
 const slug = take(reader, 'team-slug', teamSlug);
 if (reader.given.has('team-slug')) {
  if (reader.given.has('team-id')) {
   take(reader, 'team-id', teamId);
   reader.complaints.push(`\`team-id\` and \`team-slug\` ${MESSAGES.exclusive}: leave one of the two out.`);
  }
  return slug === void 0 ? {} : {
   slug
  };
 }
 if (!isGiven(reader, 'team-id', 'VERCEL_ORG_ID')) return;
 const id = take(reader, 'team-id', teamId, 'VERCEL_ORG_ID');
 return id === void 0 ? {} : {
  teamId: id
 };
}

function takeProjects(reader) {
 const names = take(reader, 'project-id', projectList, 'VERCEL_PROJECT_ID');
 const source = reader.given.has('project-id') ? 'project-id' : 'VERCEL_PROJECT_ID';
 return names && {
  names,
  source
 };
}

function takeSelection(reader, projects) {
 const deployments = take(reader, 'deployment-id', deploymentRefs);
 const ifFinished = take(reader, 'if-finished', oneOf([ 'warn', 'error', 'ignore' ])) ?? 'warn';
 const builds = {
  kind: 'event',
  mode: take(reader, 'mode', modeName) ?? 'auto',
  branch: take(reader, 'branch', branchName),
  projects: projects ?? {
   names: [],
   source: void 0
  },
  environments: take(reader, 'target', environmentList) ?? [ 'preview' ],
  states: take(reader, 'states', stateList) ?? [ ...UNFINISHED ],
  requireReplacement: take(reader, 'require-replacement', yesOrNo) ?? true
 };
 if (reader.given.has('deployment-id')) return {
  kind: 'named',
  deployments: deployments ?? [],
  ifFinished
 };
 const {mode, branch} = builds;
 if (branch !== void 0 && (mode === 'sweep' || mode === 'commit')) {
  const looksAt = mode === 'sweep' ? 'every branch' : "this run's own commit, on any branch";
  reader.complaints.push(`\`branch\` and \`mode: ${mode}\` ${MESSAGES.exclusive}: \`${mode}\` looks at ${looksAt}. Leave one out.`);
 }
 return builds;
}

// src/plan/facts.ts
const noFacts = {
 heads: new Map,
 defaultBranch: void 0,
 commits: new Map,
 branchesAt: new Map,
 buildsOf: new Map,
 firstSeen: new Map,
 leaving: new Set,
 why: void 0
};

function commitKey(sha = "") {
 return sha.toLowerCase();
}

function buildsKey(projectId, sha) {
 return `${projectId} ${commitKey(sha)}`;
}

function needBuilds(projectId, sha) {
 return {
  kind: 'builds-of',
  projectId,
  sha: commitKey(sha)
 };
}

function problemsOf({buildsOf}) {
 const problems = [ ...buildsOf.values() ].map(({problem}) => problem);
 return [ ...new Set(problems.filter(problem => problem !== void 0)) ];
}

// src/plan/result.ts
function wouldCancel(deployment, reason, replacedBy) {
 return {
  deployment,
  outcome: 'would-cancel',
  reason,
  replacedBy,
  stateBefore: deployment.state,
  message: void 0,
  outOfScope: false
 };
}

function result_kept(deployment, reason, outOfScope) {
 return {
  ...wouldCancel(deployment, 'requested'),
  outcome: 'kept',
  reason,
  outOfScope
 };
}

// src/plan/named.ts
async function planNamed(refs, lookAtAll, apis) {
 const plan = await Promise.all(refs.map(ref => 'id' in ref && !lookAtAll ? wouldCancel(unread(ref), 'requested') : look(ref, apis)));
 const byId = new Map(plan.map(one => [ one.deployment.id || one, one ]));
 return [ ...byId.values() ];
}

async function look(ref, apis) {
 try {
  const build = await readDeployment(apis.vercel, 'id' in ref ? ref.id : ref.hostname);
  const found = wouldCancel(build, 'requested');
  const done = finishedResult(found, build, apis);
  const result = done ? canceledBefore(done) : found;
  return 'hostname' in ref ? {
   ...result,
   message: aliasOf(ref.hostname, build)
  } : result;
 } catch (error) {
  return outcome_failure(wouldCancel(unread(ref), 'requested'), error, apis.vercel);
 }
}

function aliasOf(hostname, {id, url, state}) {
 if (url === void 0 || url.toLowerCase() === hostname) return;
 return `\`${hostname}\` is an alias of \`${id}\`, ${state}; the branch's own build may be another. To cancel a build, pass its own URL or ID.`;
}

function unread(ref) {
 return 'id' in ref ? unreadDeployment(ref.id) : unreadDeployment('', ref.hostname);
}

// src/plan/ahead.ts
const FIRST_REQUESTS = 2;

function prepareGitHub({github}) {
 setImmediate(() => {
  loadOctokit(github).catch(() => {});
  const {send, token, apiUrl} = github.options;
  if (token && URL.canParse(apiUrl)) send.openAhead?.(new URL(apiUrl), FIRST_REQUESTS);
 });
}

function prepareCancels({vercel}, count) {
 const {send, apiUrl} = vercel.options;
 setImmediate(() => send.openAhead?.(apiUrl, count));
}

// src/github/branches.ts
const branchesReply = array(object({
 name: schemas_string()
}));

async function branchesWhereHead(github, {owner, name}, sha) {
 const route = 'GET /repos/{owner}/{repo}/commits/{commit_sha}/branches-where-head';
 try {
  const {data} = await ask(github, (octokit, signal) => octokit.request(route, {
   owner,
   repo: name,
   commit_sha: sha,
   request: {
    signal
   }
  }));
  const reply = branchesReply.safeParse(data);
  if (!reply.success) throw new UnusableReply(UNEXPECTED_FORM);
  return {
   branches: reply.data.map(branch => branch.name)
  };
 } catch (error) {
  return {
   why: whyNot(error, '`contents: read`', github.options)
  };
 }
}

// src/github/fields.ts
function placeOf({kind}, index) {
 return {
  part: kind === 'fork-branch' ? 'forks' : 'repository',
  name: `f${index}`
 };
}

const PULLS = 'states: [OPEN, CLOSED, MERGED], first: 100, orderBy: { field: CREATED_AT, direction: DESC }';

const PULL = 'state headRefOid headRef { target { oid } } headRepository { databaseId name owner { login } }';

function headsQuery({owner, name}, fields) {
 const variables = {
  owner,
  name
 };
 const lines = {
  repository: [],
  forks: []
 };
 fields.forEach((field, i) => {
  const {part, name} = placeOf(field, i);
  variables[`v${i}`] = variableOf(field);
  lines[part].push(`${name}: ${selectionOf(field, `$v${i}`)}`);
 });
 const declared = Object.keys(variables).map(variable => `$${variable}: String!`);
 const named = 'repository(owner: $owner, name: $name)';
 const repository = [ `${named} {`, ...[ 'defaultBranchRef { name target { oid } }', ...lines.repository ].map(indent), '}' ];
 const forks = lines.forks.length > 0 ? [ `forks: ${named} {`, ...lines.forks.map(indent), '}' ] : [];
 const body = [ ...repository, ...forks ].map(indent);
 return {
  query: [ `query (${declared.join(', ')}) {`, ...body, '}' ].join('\n'),
  variables
 };
}

const indent = line => `  ${line}`;

function variableOf(field) {
 if (field.kind === 'commit') return field.sha;
 return field.kind === 'branch' ? `refs/heads/${field.branch.name}` : field.branch.name;
}

function selectionOf({kind}, variable) {
 if (kind === 'branch') return `ref(qualifiedName: ${variable}) { target { oid } }`;
 if (kind === 'commit') return `object(expression: ${variable}) { oid ... on Commit { parents(first: 10) { nodes { oid } } } }`;
 return `pullRequests(headRefName: ${variable}, ${PULLS}) { nodes { ${PULL} } pageInfo { hasNextPage } }`;
}

// src/github/reply.ts
const target = object({
 target: object({
  oid: schemas_string()
 })
});

const part = lenient(record(schemas_string(), unknown()));

const headsReply = object({
 repository: part,
 forks: part
});

function parseReply(reply) {
 return headsReply.safeParse(reply).data;
}

const defaultBranchRef = lenient(schemas_extend(target, {
 name: schemas_string()
}));

function defaultBranchOf({repository}) {
 return defaultBranchRef.parse(repository?.defaultBranchRef)?.name;
}

const reply_HIDDEN = "GitHub shows no branch of the repository, not even the default one. Under the job's `permissions:` add `contents: read`";

function readBranch(value, canRead) {
 if (value === null) return canRead ? {
  state: 'gone'
 } : {
  why: reply_HIDDEN
 };
 const ref = target.safeParse(value);
 if (!ref.success) return {
  why: UNEXPECTED_FORM
 };
 return {
  state: 'at',
  commits: [ ref.data.target.oid ]
 };
}

const pullRequests = object({
 nodes: array(nullable(object({
  state: schemas_enum([ 'OPEN', 'CLOSED', 'MERGED' ]),
  headRefOid: schemas_string(),
  headRef: lenient(target),
  headRepository: nullable(object({
   databaseId: lenient_number,
   name: schemas_string(),
   owner: object({
    login: schemas_string()
   })
  }))
 }))),
 pageInfo: object({
  hasNextPage: schemas_boolean()
 })
});

function readForkBranch(value, {repository, name}) {
 const parsed = pullRequests.safeParse(value);
 if (!parsed.success) return {
  why: UNEXPECTED_FORM
 };
 const {nodes, pageInfo} = parsed.data;
 const own = nodes.flatMap(pull => {
  if (!pull?.headRepository) return [];
  const {databaseId, name, owner} = pull.headRepository;
  const id = databaseId === void 0 ? void 0 : String(databaseId);
  const head = {
   host: repository.host,
   id,
   owner: owner.login,
   name
  };
  return sameRepository(head, repository) ? [ pull ] : [];
 });
 const open = own.filter(({state}) => state === 'OPEN');
 const tips = open.map(({headRef}) => headRef?.target.oid).filter(oid => oid !== void 0);
 const commits = [ ...new Set([ ...open.map(({headRefOid}) => headRefOid), ...tips ]) ];
 if (commits.length > 0) return {
  state: 'at',
  commits,
  tip: tips[0]
 };
 if (own.length > 0) return {
  state: 'closed'
 };
 const others = pageInfo.hasNextPage ? ' among the newest 100 of branches with this name' : '';
 return {
  why: `GitHub shows no pull request from \`${plain(`${repository.owner}:${name}`, 200)}\`${others}`
 };
}

const commitReply = object({
 oid: schemas_string(),
 parents: object({
  nodes: array(object({
   oid: schemas_string()
  }))
 })
});

function readCommit(value, sha, canRead) {
 if (value === null) return canRead ? {
  known: false
 } : {
  why: reply_HIDDEN
 };
 const commit = commitReply.safeParse(value);
 if (!commit.success) return {
  why: UNEXPECTED_FORM
 };
 const {oid, parents} = commit.data;
 if (!oid.toLowerCase().startsWith(sha.toLowerCase())) return {
  why: `GitHub knows something else by the name of commit \`${plain(sha, 7)}\``
 };
 return {
  known: true,
  oid,
  parents: parents.nodes.map(parent => parent.oid)
 };
}

// src/github/query.ts
const FIELDS_PER_QUERY = 100;

async function readHeads(github, wanted) {
 const {repository, branches, commits} = wanted;
 const heads = {
  defaultBranch: void 0,
  branches: new Map(branches.map(branch => [ branchKey(branch), {
   state: 'unknown'
  } ])),
  commits: new Map,
  why: void 0
 };
 const fields = [ ...branches.map(branch => {
  const isOwn = sameRepository(branch.repository, repository);
  return {
   kind: isOwn ? 'branch' : 'fork-branch',
   branch
  };
 }), ...commits.map(sha => ({
  kind: 'commit',
  sha
 })) ];
 await Promise.all(chunks(fields, FIELDS_PER_QUERY).map(chunk => readChunk(github, repository, chunk, heads)));
 return heads;
}

async function readChunk(github, repository, fields, heads) {
 const {query, variables} = headsQuery(repository, fields);
 try {
  const reply = await ask(github, (octokit, signal) => octokit.graphql(query, {
   ...variables,
   request: {
    signal
   }
  }));
  query_take(reply, fields, heads, []);
 } catch (error) {
  const {data, refusals} = answerOf(error);
  const failures = refusals.filter(({path}) => !isAboutHeadRef(path));
  const [first] = failures;
  const permissions = permissionsFor(fields, first?.path);
  if (first) heads.why ??= whyRefused(first, permissions, github.options.clock.now()); else if (data === void 0) heads.why ??= whyNot(error, permissions, github.options);
  if (data !== void 0) query_take(data, fields, heads, failures);
 }
}

function isAboutHeadRef(path) {
 return path?.[0] === 'forks' && path.includes('headRef');
}

function permissionsFor(fields, path) {
 if (path?.[0] === 'forks') return '`pull-requests: read`';
 const hasForks = fields.some(({kind}) => kind === 'fork-branch');
 return hasForks && path?.[1] === void 0 ? '`contents: read` and `pull-requests: read`' : '`contents: read`';
}

function query_take(data, fields, heads, failures) {
 const reply = parseReply(data);
 if (reply === void 0) {
  heads.why ??= UNEXPECTED_FORM;
  return;
 }
 const isUnread = place => failures.some(({path}) => standsFor(path, place));
 const isDefaultUnread = isUnread({
  part: 'repository',
  name: 'defaultBranchRef'
 });
 const defaultBranch = isDefaultUnread ? void 0 : defaultBranchOf(reply);
 heads.defaultBranch ??= defaultBranch;
 fields.forEach((field, i) => {
  const place = placeOf(field, i);
  if (isUnread(place)) return;
  const value = reply[place.part]?.[place.name];
  takeField(field, value, defaultBranch !== void 0, heads);
 });
}

function standsFor(path, {part, name}) {
 const [at, field] = path ?? [];
 if (at !== 'repository' && at !== 'forks') return true;
 if (at !== part) return false;
 return field === name || !/^(f\d+|defaultBranchRef)$/.test(String(field));
}

function takeField(field, value, canRead, heads) {
 if (field.kind === 'commit') {
  const commit = readCommit(value, field.sha, canRead);
  if ('why' in commit) heads.why ??= commit.why; else heads.commits.set(field.sha, commit);
  return;
 }
 const {kind, branch} = field;
 const head = kind === 'branch' ? readBranch(value, canRead) : readForkBranch(value, branch);
 if ('why' in head) heads.why ??= head.why; else heads.branches.set(branchKey(branch), head);
}

// src/plan/origin.ts
function repositoryOf({origin, branch}, {mode, repository, headRepository}) {
 const {commit, base, ids, host, branchAlias} = origin;
 const names = commit.owner !== void 0 || commit.name !== void 0 ? commit : base;
 const named = names.owner !== void 0 && names.name !== void 0;
 if (!named && (ids.length === 0 || names === commit)) return {
  keep: 'repository-unknown'
 };
 if (host !== void 0 && !sameName(host, repository.host)) return {
  keep: 'other-repository'
 };
 if (isFork(origin)) {
  const {owner = "", name = ""} = commit;
  const isHead = sameName(owner, headRepository.owner) && sameName(name, headRepository.name);
  if (isHead) return {
   repository: headRepository
  };
  const isOurs = sameName(base.owner, repository.owner) && sameName(base.name, repository.name);
  if (mode !== 'sweep' || !isOurs) return {
   keep: 'other-repository'
  };
  return {
   repository: {
    host: repository.host,
    id: void 0,
    owner,
    name
   }
  };
 }
 const known = headRepository.id;
 const isHead = ids.length > 0 && known !== void 0 ? ids.every(id => id === known) : sameName(names.owner, headRepository.owner) && sameName(names.name, headRepository.name);
 const isForkAlias = branchAlias?.includes('-git-fork-') && !/^fork/i.test(branch ?? '');
 return isHead && !isForkAlias ? {
  repository: headRepository
 } : {
  keep: 'other-repository'
 };
}

function isFork({commit, base}) {
 return differ(commit.owner, base.owner) || differ(commit.name, base.name);
}

function differ(a, b) {
 return a !== void 0 && b !== void 0 && !sameName(a, b);
}

function branchNameOf({branch}) {
 return branch === 'HEAD' ? void 0 : branch;
}

function origin_branchOf(build, scope) {
 const name = branchNameOf(build);
 const found = repositoryOf(build, scope);
 if (name === void 0 || 'keep' in found) return;
 return {
  repository: found.repository,
  name
 };
}

function branchesInScope({branches, headRepository}) {
 if (branches === 'all') return;
 return new Set(branches.map(name => branchKey({
  repository: headRepository,
  name
 })));
}

function isOwnBranch({repository}, scope) {
 return sameName(repository.owner, scope.repository.owner) && sameName(repository.name, scope.repository.name) ? true : repository.id !== void 0 && repository.id === scope.repository.id;
}

// src/plan/ask.ts
async function readFacts(open, scope, known, apis) {
 const facts = {
  ...known,
  firstSeen: seen(open, known.firstSeen)
 };
 if (open.length === 0 || scope.mode === 'commit') return facts;
 const commits = [ ...new Set(open.map(({sha}) => commitKey(sha))) ];
 const needs = commits.filter(sha => isAskedAtOnce(sha, scope) && !facts.branchesAt.has(sha)).map(sha => ({
  kind: 'branches-at',
  sha
 }));
 const [heads, more] = await Promise.all([ headsOf(open, commits, scope, apis), readMore(needs, scope, facts, apis) ]);
 return {
  ...more,
  ...heads,
  heads: heads.branches,
  why: heads.why ?? more.why
 };
}

function isAskedAtOnce(sha, {mode, ownHead}) {
 return mode !== 'sweep' && sha.length >= 40 && !sameCommit(sha, ownHead);
}

function headsOf(open, commits, scope, {github}) {
 const branches = new Map;
 for (const build of open) {
  const branch = origin_branchOf(build, scope);
  if (branch) branches.set(branchKey(branch), branch);
 }
 const wanted = {
  repository: scope.repository,
  branches: [ ...branches.values() ],
  commits
 };
 return readHeads(github, wanted);
}

async function readMore(needs, scope, facts, apis) {
 const branchesAt = new Map(facts.branchesAt);
 const buildsOf = new Map(facts.buildsOf);
 let {why, firstSeen} = facts;
 await Promise.all(unique(needs).map(async need => {
  if (need.kind === 'branches-at') {
   const reply = await branchesWhereHead(apis.github, scope.repository, need.sha);
   branchesAt.set(need.sha, reply.branches);
   why ??= reply.why;
   return;
  }
  const {projectId, sha} = need;
  const {deployments, failure} = await listByCommit(apis.vercel, projectId, sha);
  const problem = failure && listProblem(apis.vercel, projectId, failure);
  buildsOf.set(buildsKey(projectId, sha), {
   builds: deployments,
   problem
  });
  firstSeen = seen(deployments, firstSeen);
 }));
 return {
  ...facts,
  branchesAt,
  buildsOf,
  why,
  firstSeen
 };
}

function unique(needs) {
 return [ ...new Map(needs.map(need => [ JSON.stringify(need), need ])).values() ];
}

function seen(builds, known) {
 const firstSeen = new Map(known);
 for (const {id, state, readAt} of builds) if (state === 'BUILDING' && readAt !== void 0 && !firstSeen.has(id)) firstSeen.set(id, readAt);
 return firstSeen;
}

// src/plan/situation.ts
function createSituation(listed, scope, facts, policy) {
 const found = [ ...facts.buildsOf.values() ].flatMap(({builds}) => builds);
 const builds = [ ...new Map([ ...listed, ...found ].map(build => [ build.id, build ])).values() ];
 const living = builds.filter(build => isAlive(build) && !facts.leaving.has(build.id));
 return {
  scope,
  facts,
  policy,
  inScope: branchesInScope(scope),
  byPlace: groupBy(living, situation_placeOf),
  byCommit: groupBy(living, commitPlaceOf),
  ignoring: new Set(builds.filter(build => build.ignoredBuildStep).map(projectKey)),
  rivals: new Map,
  ended: new Set
 };
}

function situation_placeOf(build) {
 return `${projectKey(build) ?? build.id} ${build.environment}`;
}

function commitPlaceOf(build) {
 return `${projectKey(build) ?? build.id} ${commitKey(build.sha).slice(0, 7)}`;
}

function headOf(branch, {facts}) {
 return facts.heads.get(branchKey(branch)) ?? {
  state: 'unknown'
 };
}

function headCommits(branch, situation) {
 const head = headOf(branch, situation);
 return head.state === 'at' ? head.commits : [];
}

function newestCommits(branch, situation) {
 const commits = headCommits(branch, situation);
 const {ownHead, ownMerge} = situation.scope;
 const isOwn = commits.some(commit => sameCommit(commit, ownHead));
 return isOwn && ownMerge !== void 0 ? [ ...commits, ownMerge ] : commits;
}

function isNewest(build, branch, situation) {
 const {sha} = build;
 if (newestCommits(branch, situation).some(commit => sameCommit(commit, sha))) return true;
 const commit = situation.facts.commits.get(commitKey(sha));
 if (build.madeByPush || !commit?.known || commit.parents.length < 2) return false;
 const heads = headCommits(branch, situation);
 return commit.parents.some(parent => heads.some(head => sameCommit(head, parent)));
}

function findReplacement(build, branch, situation, fits) {
 const key = `${situation_placeOf(build)} ${branchKey(branch)}`;
 const rivals = situation.rivals.get(key) ?? rivalsIn(situation_placeOf(build), branch, situation);
 situation.rivals.set(key, rivals);
 const onlyPushed = isAskedFor(build);
 return rivals.find(rival => rival.build.id !== build.id && (!rival.build.dirty || build.dirty) && (!onlyPushed || rival.own && isOfPush(rival.build)) && (rival.newest || isAfter(rival.build.pushedAt, build.pushedAt)) && fits(rival.build))?.build;
}

function rivalsIn(place, branch, situation) {
 const {scope, byPlace, ended} = situation;
 const rivals = (byPlace.get(place) ?? []).flatMap(build => {
  if (ended.has(build.id) || build.environment === void 0) return [];
  const found = repositoryOf(build, scope);
  if ('keep' in found || !sameRepository(found.repository, branch.repository)) return [];
  const of = origin_branchOf(build, scope);
  const own = of !== void 0 && branchKey(of) === branchKey(branch);
  if (isNewest(build, branch, situation)) return [ {
   build,
   newest: true,
   own
  } ];
  return isOfPush(build) && own ? [ {
   build,
   newest: false,
   own
  } ] : [];
 });
 return rivals.sort((a, b) => Number(b.newest) - Number(a.newest) || byMomentDescending(a.build, b.build));
}

function isSure(build, {ignoring, facts}) {
 return !ignoring.has(projectKey(build)) || isSettled(build, facts.firstSeen);
}

function livingOfCommit(build, {byCommit}) {
 const living = byCommit.get(commitPlaceOf(build)) ?? [];
 return living.filter(({sha, dirty}) => sameCommit(sha, build.sha) && (!dirty || build.dirty));
}

function wholeCommit(sha, {facts, scope}) {
 const commit = facts.commits.get(commitKey(sha));
 const own = [ scope.ownHead, scope.ownMerge ].find(one => sameCommit(one, sha));
 return commitKey((commit?.known ? commit.oid : own) ?? sha);
}

function isDefaultBranch(name, {facts, scope}) {
 return [ facts.defaultBranch, scope.defaultBranch ].includes(name);
}

function isShared(build, situation) {
 const {scope, facts, inScope} = situation;
 const key = commitKey(build.sha);
 const own = origin_branchOf(build, scope);
 const ownKey = own && branchKey(own);
 const ofFork = own !== void 0 && !isOwnBranch(own, scope);
 if (ofFork && facts.commits.get(key)?.known === false) return 'no';
 const branches = facts.branchesAt.get(wholeCommit(key, situation));
 if (branches === void 0) return 'unknown';
 const isEnd = scope.mode === 'branch' && sameCommit(key, scope.ownHead);
 const isOther = name => {
  const other = branchKey({
   repository: scope.repository,
   name
  });
  const isGivenUp = scope.mode === 'commit' || isEnd && !isDefaultBranch(name, situation);
  if (isGivenUp && inScope?.has(other)) return false;
  return scope.mode === 'commit' || ownKey !== other;
 };
 return branches.some(isOther) ? 'yes' : 'no';
}

function unreadNewest(build, branch, situation) {
 const projectId = projectKey(build);
 if (projectId === void 0) return [];
 return newestCommits(branch, situation).filter(sha => !situation.facts.buildsOf.has(buildsKey(projectId, sha))).map(sha => needBuilds(projectId, sha));
}

function lacksNewest(build, branch, situation) {
 const projectId = projectKey(build);
 return newestCommits(branch, situation).some(sha => situation.facts.buildsOf.get(buildsKey(projectId, sha))?.problem !== void 0);
}

// src/plan/verdict.ts
const keep = reason => ({
 action: 'keep',
 reason
});

const cancel = reason => ({
 action: 'cancel',
 reason
});

// src/plan/sharing.ts
function stayingIn(canceled, situation) {
 const going = new Set(canceled.map(({id}) => id));
 const staying = new Map;
 const seen = new Set;
 for (const build of canceled) {
  if (seen.has(build.id)) continue;
  const living = livingOfCommit(build, situation);
  for (const {id, dirty} of living) if (dirty === build.dirty) seen.add(id);
  if (living.some(one => !going.has(one.id) && isSure(one, situation))) continue;
  const [latest, ...others] = living.filter(({id}) => going.has(id)).sort(byMomentDescending);
  if (latest === void 0) continue;
  const answers = [ latest, ...others ].map(one => isShared(one, situation));
  if (answers.includes('yes')) staying.set(latest.id, staysForAnother(latest, situation)); else if (answers.includes('unknown')) staying.set(latest.id, staysUnread(latest, situation));
 }
 return staying;
}

function staysForAnother(build, situation) {
 const projectId = projectKey(build);
 const sha = wholeCommit(build.sha, situation);
 const isAsked = projectId === void 0 || situation.facts.buildsOf.has(buildsKey(projectId, sha));
 return {
  ...keep('shared-commit'),
  needs: isAsked ? [] : [ needBuilds(projectId, sha) ]
 };
}

function staysUnread(build, situation) {
 const sha = wholeCommit(build.sha, situation);
 const isAsked = situation.facts.branchesAt.has(sha);
 return {
  ...keep('github-unknown'),
  needs: isAsked ? [] : [ {
   kind: 'branches-at',
   sha
  } ]
 };
}

// src/plan/decide.ts
function decideAll(listed, scope, facts, policy) {
 const situation = createSituation(listed, scope, facts, policy);
 const early = listed.map(build => applied(EARLY_RULES, build, situation));
 const staying = new Map;
 for (;;) {
  const ended = listed.filter(({id}, i) => early[i]?.action === 'cancel' && !staying.has(id));
  const round = {
   ...situation,
   rivals: new Map,
   ended: new Set(ended.map(({id}) => id))
  };
  const verdicts = listed.map((build, i) => staying.get(build.id) ?? early[i] ?? applied(LATE_RULES, build, round) ?? keep('not-replaced'));
  const canceled = listed.filter((_, i) => verdicts[i]?.action === 'cancel');
  const more = stayingIn(canceled, round);
  if (more.size === 0) return verdicts;
  for (const [id, verdict] of more) staying.set(id, verdict);
 }
}

function screen(build, situation) {
 return applied(SCREENING_RULES, build, situation);
}

function isOutOfScope(build, situation) {
 return applied([ otherRepository, otherCommit, otherBranch ], build, situation) !== void 0;
}

function applied(rules, build, situation) {
 const verdict = first(rules, rule => rule(build, situation));
 return verdict && restsOnCommit(verdict, build, situation);
}

function onBranch(...rules) {
 return (build, situation) => {
  const branch = origin_branchOf(build, situation.scope);
  return branch && first(rules, rule => rule(build, branch, situation));
 };
}

function first(rules, verdictOf) {
 for (const rule of rules) {
  const verdict = verdictOf(rule);
  if (verdict !== void 0) return verdict;
 }
 return;
}

function restsOnCommit(verdict, {sha}, situation) {
 const {scope, facts} = situation;
 const isRead = scope.mode === 'commit' || facts.commits.has(commitKey(sha));
 return verdict.action === 'keep' || isRead ? verdict : keep('github-unknown');
}

const stateExcluded = ({state}, {policy}) => policy.states.some(one => one === state) ? void 0 : keep('state-excluded');

const targetExcluded = ({environment}, {policy}) => policy.environments.some(one => one === environment) ? void 0 : keep('target-excluded');

const otherRepository = (build, {scope}) => {
 const found = repositoryOf(build, scope);
 return 'keep' in found ? keep(found.keep) : void 0;
};

const otherCommit = ({sha}, {scope}) => scope.mode !== 'commit' || isOwnCommit(sha, scope) ? void 0 : keep('other-commit');

const otherBranch = (build, {scope, inScope}) => {
 if (scope.mode === 'commit') return;
 const branch = origin_branchOf(build, scope);
 const isInScope = branch !== void 0 && (inScope?.has(branchKey(branch)) ?? true);
 return isInScope ? void 0 : keep('other-branch');
};

const noCommit = ({sha}) => isCommit(sha) ? void 0 : keep('commit-unknown');

const neverPushed = ({sha, origin}, {facts}) => facts.commits.get(commitKey(sha))?.known === false && !isFork(origin) ? keep('commit-unknown') : void 0;

const thisCommit = (_, {scope}) => scope.mode === 'commit' ? cancel('this-commit') : void 0;

const defaultBranch = (_, branch, situation) => {
 const {scope} = situation;
 if (scope.mode !== 'branch' || !isOwnBranch(branch, scope)) return;
 return isDefaultBranch(branch.name, situation) ? keep('default-branch') : void 0;
};

const headUnknown = (_, branch, situation) => {
 const {scope, facts} = situation;
 const isDefaultRead = scope.mode !== 'branch' || (facts.defaultBranch ?? scope.defaultBranch) !== void 0;
 const isRead = headOf(branch, situation).state !== 'unknown';
 return isRead && isDefaultRead ? void 0 : keep('github-unknown');
};

const branchEnded = (_, branch, situation) => {
 const {scope} = situation;
 if (scope.mode !== 'branch') return;
 const head = headOf(branch, situation);
 if (head.state !== 'at') return cancel('branch-ended');
 const now = head.tip === void 0 ? head.commits : [ head.tip ];
 return now.some(commit => isOwnCommit(commit, scope)) ? cancel('branch-ended') : void 0;
};

const branchGone = (build, branch, situation) => {
 const {scope} = situation;
 const {state} = headOf(branch, situation);
 if (state !== 'gone' && state !== 'closed') return;
 if (isAskedFor(build)) return keep('asked-for');
 const isProven = scope.mode !== 'sweep' && scope.branchProven;
 if (!isProven && !build.madeByPush) return keep('branch-unknown');
 return cancel(state === 'gone' ? 'branch-gone' : 'pull-request-closed');
};

const newestCommit = (build, branch, situation) => isNewest(build, branch, situation) ? keep('newest-commit') : void 0;

const replaced = (build, branch, situation) => {
 const find = fits => findReplacement(build, branch, situation, fits);
 const replacedBy = find(other => isLater(other, build) && isSure(other, situation));
 if (replacedBy) return {
  ...cancel('superseded'),
  replacedBy
 };
 const needs = unreadNewest(build, branch, situation);
 const pending = find(other => isLater(other, build));
 if (pending) {
  const {requireReplacement} = situation.policy;
  return requireReplacement ? {
   ...keep('not-replaced'),
   pending,
   needs
  } : void 0;
 }
 if (needs.length > 0) return {
  ...keep('not-replaced'),
  needs
 };
 if (find(() => true)) return keep('created-later');
 return lacksNewest(build, branch, situation) ? keep('not-replaced') : void 0;
};

const notReplaced = (build, situation) => {
 if (situation.policy.requireReplacement) return keep('not-replaced');
 return isAskedFor(build) ? keep('asked-for') : cancel('superseded');
};

const SCREENING_RULES = [ stateExcluded, targetExcluded, otherRepository, otherCommit, otherBranch, noCommit ];

const EARLY_RULES = [ ...SCREENING_RULES, neverPushed, thisCommit, onBranch(defaultBranch, headUnknown, branchEnded, branchGone, newestCommit) ];

const LATE_RULES = [ onBranch(replaced), notReplaced ];

function isOwnCommit(sha, {ownHead, ownMerge}) {
 return sameCommit(sha, ownHead) || sameCommit(sha, ownMerge);
}

// src/plan/plan.ts
async function makePlan(scope, selection, known, apis) {
 const {environments, states, requireReplacement} = selection;
 const policy = {
  environments,
  states,
  requireReplacement
 };
 const projects = await projectsOf(scope, selection.projects, apis.vercel);
 const listing = listBuilds(apis.vercel, projects.ids);
 prepareGitHub(apis);
 const {deployments: listed, problems} = await listing;
 const readAt = apis.clock.now();
 const start = {
  ...noFacts,
  ...known
 };
 const {facts, verdicts} = await decideWithFacts(listed, {
  scope,
  policy
 }, start, apis);
 return {
  scope,
  policy,
  projects,
  listed,
  facts,
  verdicts,
  readAt,
  problems
 };
}

async function decideWithFacts(listed, {scope, policy}, start, apis) {
 const situation = createSituation(listed, scope, start, policy);
 const open = listed.filter(build => screen(build, situation) === void 0);
 const candidates = open.filter(({sha}) => !sameCommit(sha, scope.ownHead));
 const reading = readFacts(open, scope, start, apis);
 if (scope.mode !== 'sweep') prepareCancels(apis, candidates.length);
 const facts = await reading;
 return decideOn(listed, {
  scope,
  policy
 }, facts, apis);
}

async function decideOn(listed, {scope, policy}, start, apis) {
 let facts = start;
 for (;;) {
  const verdicts = decideAll(listed, scope, facts, policy);
  const needs = verdicts.flatMap(verdict => verdict.needs ?? []);
  if (needs.length === 0) return {
   facts,
   verdicts
  };
  facts = await readMore(needs, scope, facts, apis);
 }
}

async function projectsOf({projectId, repository}, {names, source}, vercel) {
 const linkedTo = `${repository.owner}/${repository.name}`;
 if (source === 'project-id') return {
  ids: names,
  names,
  source: '`project-id`'
 };
 if (projectId !== void 0) return {
  ids: [ projectId ],
  names: [ projectId ],
  source: "Vercel's event"
 };
 if (source !== void 0) return {
  ids: names,
  names,
  source
 };
 if (repository.host !== 'github.com') throw new Error(`${MESSAGES.noProject} ${linkedTo}. ${NOT_ON_GITHUB_COM}`);
 const linked = await linkedProjects(vercel, repository.owner, repository.name);
 if (linked.length > 0) {
  const ids = linked.map(({id}) => id);
  return {
   ids,
   names: linked.map(({name}) => name),
   source: `linked to ${linkedTo}`
  };
 }
 throw new Error(`${MESSAGES.noProject} ${linkedTo}. ${scopeHint(vercel)} Or set \`project-id\` to the project's ID (\`prj_…\`) or name.`);
}

const NOT_ON_GITHUB_COM = "Vercel connects projects to repositories on github.com only, so set `project-id` to the project's ID (`prj_…`) or name.";

function resultsOf(plan) {
 const situation = createSituation(plan.listed, plan.scope, plan.facts, plan.policy);
 const results = plan.listed.map((build, i) => {
  const verdict = plan.verdicts[i] ?? {
   action: 'keep',
   reason: 'not-replaced'
  };
  return resultOf(build, verdict, isOutOfScope(build, situation));
 });
 return [ ...groupBy(results, ({deployment}) => deployment.project).values() ].flat();
}

function resultOf(build, verdict, outOfScope = false) {
 return verdict.action === 'cancel' ? wouldCancel(build, verdict.reason, verdict.replacedBy) : result_kept(build, verdict.reason, outOfScope);
}

function githubWarnings(results, {why}) {
 const n = results.filter(({reason}) => reason === 'github-unknown').length;
 if (n === 0) return [];
 const because = why ?? "GitHub's reply does not tell where the branch points";
 return [ `${count(n, 'build')} ${MESSAGES.githubUnknown}: ${ended(plain(because))}` ];
}

// src/plan/recheck.ts
const FRESH_MS = 30_000;

function createRecheck(plan, apis) {
 const {clock} = apis;
 const situation = createSituation([], plan.scope, noFacts, plan.policy);
 let decidedAt = plan.readAt;
 let listedAt = Number.NEGATIVE_INFINITY;
 let decided = Promise.resolve({
  verdicts: new Map,
  problem: void 0
 });
 let listed = decided;
 return {
  async before(id, again) {
   const now = clock.now();
   if (now - decidedAt > FRESH_MS) {
    decidedAt = now;
    listedAt = now;
    decided = decideAgain(plan, apis);
    listed = decided;
   } else if (again && now - listedAt > SHARED_MS) {
    listedAt = now;
    listed = listAgain(plan, apis);
   }
   const looks = [ await listed, await decided ];
   for (const {verdicts, problem} of looks) {
    const verdict = verdicts.get(id);
    if (verdict?.action === 'keep') return verdict.reason;
    if (problem !== void 0 && !verdicts.has(id)) throw new Error(problem);
   }
   return;
  },
  excluded(build) {
   const verdict = screen(build, situation);
   const stays = verdict?.reason === 'state-excluded' || verdict?.reason === 'target-excluded';
   return stays ? verdict.reason : void 0;
  }
 };
}

const SHARED_MS = 1000;

async function listAgain(plan, {vercel}) {
 const {deployments, problems} = await listBuilds(vercel, plan.projects.ids);
 const situation = createSituation(deployments, plan.scope, noFacts, plan.policy);
 const verdicts = new Map(deployments.map(build => [ build.id, screen(build, situation) ]));
 return {
  verdicts,
  problem: problems[0]
 };
}

async function decideAgain(plan, apis) {
 const {deployments, problems} = await listBuilds(apis.vercel, plan.projects.ids);
 const fresh = {
  ...apis,
  github: withFreshTime(apis.github)
 };
 const known = {
  ...noFacts,
  firstSeen: plan.facts.firstSeen
 };
 const {facts, verdicts} = await decideWithFacts(deployments, plan, known, fresh);
 plan.facts = {
  ...plan.facts,
  why: plan.facts.why ?? facts.why
 };
 return {
  verdicts: new Map(deployments.map(({id}, i) => [ id, verdicts[i] ])),
  problem: problems[0]
 };
}

// src/plan/resolve.ts
async function resolveBranches(scope, {github}) {
 const {branches, repository} = scope;
 if (branches === 'all' || Array.isArray(branches)) return {
  scope: {
   ...scope,
   branches
  },
  branchesAt: new Map
 };
 const {withHead: sha, named} = branches;
 const {branches: found, why} = await branchesWhereHead(github, repository, sha);
 const branchesAt = new Map(found === void 0 ? [] : [ [ commitKey(sha), found ] ]);
 if (named !== void 0 && !found?.includes(named)) {
  const other = {
   branches: [ named ],
   ownHead: void 0,
   branchProven: false
  };
  return {
   scope: {
    ...scope,
    ...other
   },
   branchesAt
  };
 }
 if (scope.mode === 'commit') return {
  scope: {
   ...scope,
   branches: found ?? []
  },
  branchesAt
 };
 const commit = `\`${plain(sha, 40).slice(0, 7)}\``;
 if (found === void 0) return {
  skipped: `GitHub did not say which branch commit ${commit} is on. ${ended(why)}`
 };
 if (found.length === 0) return {
  skipped: `Commit ${commit} is no branch's newest commit, so a later event covers it.`
 };
 return {
  scope: {
   ...scope,
   branches: found
  },
  branchesAt
 };
}

// src/plan/wait.ts
const LONGEST_MS = {
 late: 15_000,
 unsure: IGNORE_STEP_MS
};

const EVERY_MS = 3000;

async function waitingOf(plan, end, apis) {
 if (plan.scope.mode !== 'auto') return [];
 const situation = createSituation(plan.listed, plan.scope, plan.facts, plan.policy);
 const unreplaced = plan.listed.flatMap((build, i) => {
  const verdict = plan.verdicts[i];
  const wait = verdict && waitOf(build, verdict, situation);
  return wait ? [ {
   build,
   verdict,
   ...wait
  } ] : [];
 });
 if (unreplaced.length === 0) return [];
 const staying = await stayingAnyway(new Set(unreplaced.map(({build}) => build.id)), plan, apis);
 const now = apis.clock.now();
 return unreplaced.map(one => ({
  ...one,
  until: Math.min(end, now + LONGEST_MS[one.kind])
 })).filter(({build, until}) => !staying.has(build.id) && now < until);
}

async function stayingAnyway(ids, plan, apis) {
 const {listed, scope, policy, verdicts} = plan;
 const going = listed.filter(({id}, i) => ids.has(id) || verdicts[i]?.action === 'cancel');
 for (;;) {
  const situation = createSituation(listed, scope, plan.facts, policy);
  const staying = [ ...stayingIn(going, situation) ];
  const needs = staying.flatMap(([, verdict]) => verdict.needs);
  if (needs.length === 0) return new Set(staying.map(([id]) => id));
  plan.facts = await readMore(needs, scope, plan.facts, apis);
 }
}

function waitOf(build, verdict, situation) {
 const {scope, facts} = situation;
 const projectId = projectKey(build);
 const isRead = facts.commits.has(commitKey(build.sha));
 if (verdict.reason !== 'not-replaced' || !isRead || projectId === void 0) return;
 const branch = origin_branchOf(build, scope);
 if (branch === void 0) return;
 const newest = newestCommits(branch, situation);
 const needs = commits => commits.map(sha => needBuilds(projectId, sha));
 if (verdict.pending) {
  const {sha} = verdict.pending;
  return {
   kind: 'unsure',
   needs: needs(sha === void 0 ? newest : [ sha ])
  };
 }
 if (!scope.awaitsBuild) return;
 const isMissing = newest.every(sha => facts.buildsOf.get(buildsKey(projectId, sha))?.builds.length === 0);
 return isMissing ? {
  kind: 'late',
  needs: needs(newest)
 } : void 0;
}

async function* decideInTime(plan, waiting, end, apis) {
 const {clock, deadline, core} = apis;
 for (const line of waitLines(waiting, clock.now())) core.info(plain(line));
 let still = waiting;
 const atOnce = plan.listed.filter((_, i) => plan.verdicts[i]?.action === 'cancel');
 leave(plan, atOnce);
 while (still.length > 0 && !deadline.signal.aborted) {
  const soonest = still.reduce((min, {until}) => Math.min(min, until), Number.POSITIVE_INFINITY);
  const ms = Math.max(1, Math.min(EVERY_MS, soonest - clock.now()));
  await clock.sleep(ms, deadline.signal).catch(() => {});
  if (deadline.signal.aborted) break;
  const checked = await checkAgain(plan, still, end, apis);
  still = checked.still;
  yield checked.decided;
 }
 yield still.map(({build, verdict}) => resultOf(build, verdict));
}

function leave(plan, builds) {
 const leaving = new Set([ ...plan.facts.leaving, ...builds.map(({id}) => id) ]);
 plan.facts = {
  ...plan.facts,
  leaving
 };
}

async function checkAgain(plan, waiting, end, apis) {
 const {scope, policy, listed} = plan;
 const needs = waiting.flatMap(one => one.needs);
 const read = await readMore(needs, scope, plan.facts, apis);
 Object.assign(plan, await decideOn(listed, plan, read, apis));
 const verdicts = new Map(listed.map(({id}, i) => [ id, plan.verdicts[i] ]));
 const situation = createSituation(listed, scope, plan.facts, policy);
 const now = apis.clock.now();
 const decided = [];
 const still = [];
 for (const one of waiting) {
  const verdict = verdicts.get(one.build.id) ?? one.verdict;
  const wait = waitOf(one.build, verdict, situation);
  const isNew = wait && wait.kind !== one.kind;
  const until = isNew ? Math.min(end, now + LONGEST_MS[wait.kind]) : one.until;
  if (wait && now < until) still.push({
   build: one.build,
   verdict,
   ...wait,
   until
  }); else decided.push(resultOf(one.build, verdict));
 }
 const going = decided.filter(({outcome}) => outcome === 'would-cancel');
 const builds = going.map(({deployment}) => deployment);
 leave(plan, builds);
 return {
  decided,
  still
 };
}

function waitLines(waiting, now) {
 return [ 'late', 'unsure' ].flatMap(kind => {
  const some = waiting.filter(one => one.kind === kind);
  if (some.length === 0) return [];
  const names = [ ...new Set(some.map(({build}) => build.project ?? 'the project')) ];
  const ms = some.reduce((max, {until}) => Math.max(max, until - now), 0);
  return [ `Waiting up to ${duration(ms)} ${WAIT_WORDS[kind]} in ${listed(names)}.` ];
 });
}

const WAIT_WORDS = {
 late: 'for Vercel to start the build of the newest commit',
 unsure: 'to see whether the Ignored Build Step skips the newer build'
};

// src/plan/reasons.ts
const REASONS = {
 requested: {
  action: 'cancel',
  words: 'named in `deployment-id`'
 },
 superseded: {
  action: 'cancel',
  words: 'superseded'
 },
 'branch-gone': {
  action: 'cancel',
  words: 'branch deleted'
 },
 'branch-ended': {
  action: 'cancel',
  words: 'branch is over (`mode: branch`)'
 },
 'pull-request-closed': {
  action: 'cancel',
  words: "the fork's pull request is closed"
 },
 'this-commit': {
  action: 'cancel',
  words: "this run's commit (`mode: commit`)"
 },
 'state-excluded': {
  action: 'keep',
  words: 'state not in `states`'
 },
 'target-excluded': {
  action: 'keep',
  words: 'environment not in `target`'
 },
 'repository-unknown': {
  action: 'keep',
  words: 'names no repository'
 },
 'other-repository': {
  action: 'keep',
  words: 'another repository'
 },
 'other-branch': {
  action: 'keep',
  words: 'another branch'
 },
 'other-commit': {
  action: 'keep',
  words: 'another commit'
 },
 'commit-unknown': {
  action: 'keep',
  words: 'commit not known to GitHub'
 },
 'branch-unknown': {
  action: 'keep',
  words: 'branch not known to GitHub'
 },
 'default-branch': {
  action: 'keep',
  words: 'default branch'
 },
 'newest-commit': {
  action: 'keep',
  words: 'newest commit'
 },
 'shared-commit': {
  action: 'keep',
  words: 'also the newest commit of another branch'
 },
 'asked-for': {
  action: 'keep',
  words: 'requested by a person'
 },
 'not-replaced': {
  action: 'keep',
  words: 'no newer build replaces it'
 },
 'created-later': {
  action: 'keep',
  words: "started after the newest commit's build"
 },
 'github-unknown': {
  action: 'keep',
  words: 'not confirmed by GitHub'
 }
};

// src/report/names.ts
function names_nameOf({id, url}) {
 return id || url || 'unknown';
}

function namesOf(results) {
 const names = results.slice(0, MAX_NAMES).map(({deployment}) => {
  const environment = deployment.environment === 'production' ? ' (production)' : '';
  return `\`${names_nameOf(deployment)}\`${environment}`;
 });
 return listed(withRest(names, results.length));
}

const MAX_NAMES = 5;

function withRest(names, total) {
 return total > names.length ? [ ...names, total - names.length + " more" ] : [ ...names ];
}

function shortSha(sha) {
 return sha?.slice(0, 7);
}

function names_branchOf({deployment, reason}) {
 const {branch, origin} = deployment;
 const {owner, name} = origin.commit;
 if (branch === void 0 || !owner || !name) return branch;
 if (names_isFork(deployment)) return same(owner, origin.base.owner) ? `${owner}/${name}:${branch}` : `${owner}:${branch}`;
 return reason === 'other-repository' ? `${owner}/${name}:${branch}` : branch;
}

function isDetached({deployment, reason}) {
 return reason === 'other-branch' && deployment.branch === 'HEAD';
}

function names_isFork({origin: {commit, base}}) {
 if (!commit.owner || !commit.name || !base.owner || !base.name) return false;
 return !same(commit.owner, base.owner) || !same(commit.name, base.name);
}

function same(a, b) {
 return a.toLowerCase() === b?.toLowerCase();
}

function names_wordsOf({deployment: {environment}, reason}) {
 if (reason !== 'target-excluded') return REASONS[reason].words;
 return environment === void 0 ? 'environment unknown' : `\`${environment}\` not in \`target\``;
}

function reasonOf({deployment, outcome, reason, replacedBy}) {
 if (reason === 'target-excluded') return `${reason} (${deployment.environment ?? 'unknown'})`;
 if (outcome === 'already-finished') return `${reason}, but ${deployment.state ?? 'finished'}`;
 if (replacedBy === void 0) return reason;
 const sha = shortSha(replacedBy.sha);
 return `${reason} by ${names_nameOf(replacedBy)}${sha === void 0 ? '' : ` (${sha})`}`;
}

function reasonCounts(results, counts) {
 const groups = [ ...groupBy(results, names_wordsOf) ];
 if (groups.length === 1 && counts === void 0) return groups[0]?.[0] ?? '';
 return groups.map(([words, group]) => `${words} (${group.length})`).join(', ');
}

// src/report/report.ts
function outcomeOf(report) {
 switch (report.kind) {
 case 'skipped':
 case 'failed':
  return report.kind;

 case 'done':
  return outcomeOfDone(report);
 }
}

function outcomeOfDone({results, problems, selection}) {
 const some = (...outcomes) => results.some(({outcome}) => outcomes.includes(outcome));
 if (problems.length > 0 || some('failed')) return 'failed';
 if (selection === 'named' && some('not-found')) return 'failed';
 if (some('canceled')) return 'canceled';
 if (some('already-finished', 'already-canceled')) return 'already-finished';
 if (some('would-cancel')) return 'dry-run';
 return 'nothing-to-cancel';
}

function fails(report) {
 return outcomeOf(report) === 'failed' || report.kind === 'done' && forbidden(report).length > 0;
}

function forbidden({selection, ifFinished, results}) {
 if (selection !== 'named' || ifFinished !== 'error') return [];
 return results.filter(({outcome}) => outcome === 'already-finished');
}

function sorted(results) {
 const groups = {
  done: [],
  kept: [],
  others: []
 };
 for (const result of results) if (result.outcome !== 'kept') groups.done.push(result); else if (result.outOfScope) groups.others.push(result); else groups.kept.push(result);
 return groups;
}

// src/report/headline.ts
function headline(report) {
 return plain(report.selection === 'named' ? headlineOfNamed(report) : headlineOfBuilds(report), 2000);
}

function headlineOfNamed({results, dryRun}) {
 const all = count(results.length, 'named deployment');
 const over = countOf(results, 'already-finished', 'already-canceled');
 const nothingLeft = results.length > 0 && over === results.length;
 const did = nothingLeft ? 'Nothing to cancel.' : `${didWords(results, dryRun)} of ${all}.`;
 return sentences(did, ...otherOutcomes(results, 'Not found'));
}

function headlineOfBuilds(report) {
 const {results, dryRun, subject} = report;
 const {done, kept, others} = sorted(results);
 const near = [ ...done, ...kept ];
 const where = `${subject}${projectsWords(report)}`;
 if (near.length === 0) return sentences(`Nothing to cancel: no unfinished builds ${where}.`, others.length === 0 ? '' : `Other builds there: ${reasonCounts(others, 'always')}.`);
 if (done.length === 0) {
  const isUnknown = kept.some(({reason}) => reason === 'github-unknown');
  return sentences(`${isUnknown ? 'Canceled nothing' : 'Nothing to cancel'} ${where}.`, `Kept ${count(kept.length, 'unfinished build')}: ${reasonCounts(kept)}.`);
 }
 return sentences(`${didWords(done, dryRun)} of ${count(near.length, 'unfinished build')} ${where}.`, ...otherOutcomes(done, 'No longer there'), kept.length === 0 ? '' : `Kept ${kept.length}: ${reasonCounts(kept)}.`);
}

function didWords(results, dryRun) {
 const outcome = dryRun ? 'would-cancel' : 'canceled';
 const done = results.filter(result => result.outcome === outcome);
 const production = done.filter(({deployment}) => deployment.environment === 'production').length;
 const all = production === done.length;
 const named = all ? ' (production)' : ` (${production} in production)`;
 const words = `${done.length}${production === 0 ? '' : named}`;
 return dryRun ? `Dry run: would cancel ${words}` : `Canceled ${words}`;
}

function otherOutcomes(results, notFound) {
 const words = [ [ 'failed', 'Could not be canceled' ], [ 'already-finished', 'Already finished' ], [ 'already-canceled', 'Already canceled' ], [ 'not-found', notFound ] ];
 return words.map(([outcome, label]) => {
  const n = countOf(results, outcome);
  return n === 0 ? '' : `${label}: ${n}.`;
 });
}

function countOf(results, ...outcomes) {
 return results.filter(({outcome}) => outcomes.includes(outcome)).length;
}

function sentences(...all) {
 return all.filter(sentence => sentence !== '').join(' ');
}

function projectsWords({projects, results, selection}) {
 if (projects.names.length === 0) return '';
 const names = listed(withRest(shownNames(projects.names, results), projects.names.length));
 const of = selection === 'sweep' ? ", " + (projects.names.length === 1 ? 'project' : 'projects') : ' in';
 return `${of} ${names}${sourceWords(projects.source)}`;
}

function shownNames(names, results) {
 const byId = new Map;
 for (const {deployment} of results) {
  const {projectId, project} = deployment;
  if (projectId !== void 0 && project !== void 0) byId.set(projectId, project);
 }
 return ticked(names.slice(0, MAX_PROJECTS).map(name => byId.get(name) ?? name));
}

const MAX_PROJECTS = 10;

function sourceWords(source) {
 if (source === void 0) return '';
 if (source.startsWith('linked to')) return ` (${source})`;
 return ` (from ${source === 'project-id' ? '`project-id`' : source})`;
}

// src/report/sentences.ts
function failuresOf(report) {
 if (report.kind === 'skipped') return [];
 const own = report.kind === 'done' ? resultFailures(report) : [];
 const problems = report.problems.filter(one => !own.some(other => other.includes(one)));
 const failures = [ ...problems, ...own.slice(0, MAX_FAILURES) ].map(withHelp);
 const rest = own.length - MAX_FAILURES;
 return rest > 0 ? [ ...failures, `${count(rest, 'more failure')}: see the log.` ] : failures;
}

const MAX_FAILURES = 20;

function resultFailures(report) {
 const {results, selection} = report;
 const failed = results.filter(({outcome}) => outcome === 'failed');
 const missing = selection === 'named' ? results.filter(({outcome}) => outcome === 'not-found') : [];
 const over = forbidden(report);
 return [ ...byMessage(failed, (names, why) => `${names} ${MESSAGES.notCanceled}. ${why}`), ...byMessage(missing, (names, why) => `${MESSAGES.notFound} ${names}. ${why}`), ...over.length === 0 ? [] : [ `${finishedWords(over)} \`if-finished: error\` forbids this.` ] ];
}

function byMessage(results, words) {
 const groups = groupBy(results, ({message}) => message ?? '');
 return [ ...groups ].map(([message, group]) => words(namesOf(group), message === '' ? '' : ended(message)).trimEnd());
}

function finishedWords(results) {
 const states = new Set(results.map(({deployment}) => deployment.state ?? 'unknown'));
 const messages = new Set(results.map(({message}) => message).filter(one => one !== void 0));
 const shown = [ ...messages ].slice(0, MAX_MESSAGES).map(ended);
 const rest = messages.size - shown.length;
 return [ `${namesOf(results)} ${MESSAGES.alreadyFinished} (${[ ...states ].join(', ')}).`, ...shown, ...rest > 0 ? [ `The log says more of ${rest} others.` ] : [] ].join(' ');
}

const MAX_MESSAGES = 5;

function warningsOf(report) {
 const warnings = [ ...report.warnings ];
 if (report.kind === 'done' && report.selection === 'named' && report.ifFinished === 'warn') {
  const finished = report.results.filter(({outcome}) => outcome === 'already-finished');
  if (finished.length > 0) warnings.push(`${finishedWords(finished)} If you expect this, set \`if-finished: ignore\`.`);
 }
 const helped = warnings.map(warning => phraseIn(warning) ? withHelp(warning) : warning);
 if (helped.length <= MAX_ANNOTATIONS) return helped;
 const first = helped.slice(0, MAX_ANNOTATIONS - 1);
 return [ ...first, helped.slice(first.length).join('\n') ];
}

const MAX_ANNOTATIONS = 10;

function noticesOf(report) {
 if (report.kind === 'skipped') return report.notice ? [ report.why ] : [];
 if (report.kind === 'failed') return [];
 return [ ...report.notices, ...strangers(report) ];
}

function strangers(report) {
 const {results, selection} = report;
 if (selection === 'named' || results.length === 0) return [];
 const foreign = results.filter(({reason}) => reason === 'other-repository');
 const detached = results.filter(isDetached);
 if (foreign.length + detached.length < results.length) return [];
 const all = foreign.length > 0 && detached.length > 0 ? 'Some' : 'All';
 const builds = `${all} unfinished builds${projectsWords({
  ...report,
  selection: 'branch'
 })}`;
 const notices = [];
 if (foreign.length > 0) notices.push(`${builds} ${MESSAGES.otherRepository}${repositories(foreign)}, so this run leaves them alone. Set \`project-id\` to the projects that build this repository. Help: ${linkTo('otherRepository')}`);
 if (detached.length > 0) notices.push(`${builds} ${MESSAGES.detached}, so they name no branch and are never canceled. Pass \`--meta githubCommitRef=BRANCH --meta githubCommitSha=SHA\` to \`vercel deploy\`; on \`pull_request\`, pass the branch and the newest commit of the pull request, not \`github.sha\`. Help: ${linkTo('detached')}`);
 return notices;
}

function repositories(results) {
 const names = new Set;
 for (const {deployment} of results) {
  const {commit, base} = deployment.origin;
  const {owner, name} = names_isFork(deployment) ? commit : commit.owner ? commit : base;
  if (owner !== void 0 && name !== void 0) names.add(`${owner}/${name}`);
 }
 const shown = [ ...names ].slice(0, 3).map(name => plain(name, 100));
 return names.size === 0 ? '' : ` (${listed(withRest(shown, names.size))})`;
}

function withHelp(message) {
 const text = message.split('\n').map(line => plain(line, 2000)).join('\n');
 if (text.includes(DOCS)) return text;
 const phrase = phraseIn(text);
 const help = `Help: ${phrase === void 0 ? DOCS : linkTo(phrase)}`;
 return text.includes('\n') ? `${text}\n${help}` : `${ended(text)} ${help}`;
}

// src/report/values.ts
const MAX_BYTES = 120_000;

function outputsOf(report) {
 const results = report.kind === 'done' ? report.results : [];
 const {done} = sorted(results);
 const canceled = canceledOf(done);
 return {
  status: statusOf(done),
  canceledAt: latest(canceled),
  deploymentId: canceled[0]?.deployment.id ?? '',
  canceledCount: String(done.filter(({outcome}) => outcome === 'canceled').length),
  outcome: outcomeOf(report),
  deployments: deploymentsJson(results).json
 };
}

function canceledOf(done) {
 if (done.every(({outcome}) => outcome === 'already-canceled')) return [ ...done ];
 return done.filter(({outcome}) => outcome === 'canceled');
}

function latest(results) {
 let last;
 for (const {deployment} of results) {
  const {canceledAt} = deployment;
  if (canceledAt !== void 0 && canceledAt > (last ?? Number.NEGATIVE_INFINITY)) last = canceledAt;
 }
 return last === void 0 ? '' : String(last);
}

function statusOf(done) {
 if (done.length === 0) return '';
 const planned = done.find(({outcome}) => outcome === 'would-cancel');
 const other = planned ?? done.find(({outcome}) => outcome !== 'canceled' && outcome !== 'already-canceled');
 return other ? other.deployment.state ?? '' : 'CANCELED';
}

function deploymentsJson(results) {
 const {done, kept, others} = sorted(results);
 const items = [];
 let bytes = 2;
 for (const result of [ ...done, ...kept, ...others ]) {
  if (bytes > MAX_BYTES - SMALLEST_ITEM) break;
  const item = JSON.stringify(toOutput(result));
  const size = Buffer.byteLength(item) + 1;
  if (bytes + size > MAX_BYTES) continue;
  bytes += size;
  items.push(item);
 }
 return {
  json: `[${items.join(',')}]`,
  leftOut: results.length - items.length
 };
}

const SMALLEST_ITEM = 150;

function toOutput(result) {
 const {deployment, outcome, reason, replacedBy, message} = result;
 return {
  id: deployment.id || null,
  project: deployment.project ?? null,
  url: deployment.url ?? null,
  inspectorUrl: deployment.inspectorUrl ?? null,
  branch: deployment.branch ?? null,
  sha: deployment.sha ?? null,
  target: deployment.environment ?? null,
  state: deployment.state ?? null,
  createdAt: deployment.createdAt ?? null,
  canceledAt: deployment.canceledAt ?? null,
  outcome,
  reason,
  replacedBy: replacedBy?.id ?? null,
  message: message ?? null
 };
}

// src/report/log.ts
function logOf(report) {
 if (report.kind === 'failed') return [];
 if (report.kind === 'skipped') return report.notice ? [] : [ plain(`Skipped: ${report.why}`) ];
 const {results, problems} = report;
 if (results.length === 0 && problems.length > 0) return [];
 const {done, kept, others} = sorted(results);
 return [ headline(report), ...log_group(doneTitle(report), done), ...log_group('Kept builds', kept), ...log_group('Other builds in the same projects', others), ...nameless(report), ...leftOut(results) ];
}

function doneTitle(report) {
 const {done} = sorted(report.results);
 const all = wanted => done.every(({outcome}) => outcome === wanted);
 if (all('would-cancel')) return 'Builds that would be canceled';
 return all('canceled') && !fails(report) ? 'Canceled builds' : 'Selected builds';
}

function log_group(title, results) {
 if (results.length === 0) return [];
 return [ {
  title: `${title} (${results.length})`,
  lines: resultLines(results)
 } ];
}

function nameless(report) {
 const n = report.results.filter(result => result.reason === 'repository-unknown' || isDetached(result)).length;
 if (n === 0 || noticesOf(report).length > 0) return [];
 return [ `${MESSAGES.nameless}: ${count(n, 'build')}. Help: ${linkTo('nameless')}` ];
}

function leftOut(results) {
 const {leftOut: n} = deploymentsJson(results);
 if (n === 0) return [];
 return [ `The output \`deployments\` leaves out ${n} of ${count(results.length, 'build')}, so that it stays below ${MAX_BYTES / 1000} kB. The builds that this run acted on come first.` ];
}

function resultLines(results) {
 const rows = results.map(cellsOf);
 const widths = [];
 for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
 return rows.map(row => row.map((cell, i) => widths[i] === 0 ? '' : `${cell.padEnd(widths[i] ?? 0)}  `).join('').trimEnd());
}

function cellsOf(result) {
 const {deployment, outcome, stateBefore, message} = result;
 const {project, sha, environment} = deployment;
 const branch = names_branchOf(result);
 const commit = sha || branch ? `${shortSha(sha) ?? 'no commit'} on ${branch ?? 'no branch'}` : '';
 const named = environment === 'preview' || result.reason === 'target-excluded' ? '' : environment;
 const cells = [ outcome, project, names_nameOf(deployment), named, stateBefore, commit, reasonOf(result) ];
 return [ ...cells.map(cell => plain(cell ?? '', 200)), plain(message ?? '', 1000) ];
}

// src/report/chart.ts
const MAX_BARS = 30;

function chart(results, now) {
 const known = results.flatMap(result => barOf(result, now));
 const bars = known.slice(0, MAX_BARS);
 if (bars.length < 2) return '';
 let first = now;
 for (const {start} of bars) first = Math.min(first, start);
 const title = known.length > bars.length ? `${bars.length} of ${known.length} builds` : 'Time of day';
 const tick = tickOf(now - first);
 const sections = [ ...groupBy(bars, ({project}) => project) ];
 return [ '```mermaid', 'gantt', `  title ${title}`, '  dateFormat x', "  axisFormat " + (tick < 60 ? '%H:%M:%S' : '%H:%M'), `  tickInterval ${tickWords(tick)}`, '  todayMarker off', ...sections.flatMap(([project, group]) => [ `  section ${safe(project) || 'project'}`, ...group.sort((a, b) => a.start - b.start).map(({label, tag, start, end}) => `  ${label} :${tag}${start}, ${end}`) ]), '```' ].join('\n');
}

function barOf({deployment, outcome}, now) {
 const {createdAt: start, canceledAt, sha, environment, project = ""} = deployment;
 if (start === void 0 || outcome === 'already-finished' || outcome === 'not-found') return [];
 const stopped = outcome === 'canceled' || outcome === 'already-canceled';
 const end = Math.max(start + 1, stopped ? canceledAt ?? now : now);
 const commit = /^[0-9a-f]{7}/i.exec(shortSha(sha) ?? '')?.[0] ?? 'unknown';
 const marks = [ environment === 'preview' ? '' : safe(environment ?? ''), outcome === 'kept' ? 'kept' : '', outcome === 'failed' ? 'not canceled' : '' ].filter(mark => mark !== '');
 const label = [ commit, ...marks ].join(' ');
 return [ {
  project,
  label,
  tag: stopped || outcome === 'would-cancel' ? 'done, ' : '',
  start,
  end
 } ];
}

function tickOf(span) {
 return TICKS_S.find(tick => tick * MAX_TICKS * 1000 >= span) ?? 86_400;
}

const MAX_TICKS = 4;

const TICKS_S = [ 5, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600 ];

function tickWords(s) {
 if (s < 60) return `${s}second`;
 return s < 3600 ? s / 60 + "minute" : s / 3600 + "hour";
}

function safe(text) {
 return text.replace(/[^\p{L}\p{N} ./_-]/gu, '').slice(0, 40).trim();
}

// src/report/markup.ts
function prose(sentence, max = 3e3) {
 const line = plain(sentence, max);
 let out = '';
 let end = 0;
 for (const match of line.matchAll(CODE_OR_ADDRESS)) {
  const [all, code, address, help] = match;
  out += markdown(line.slice(end, match.index), max);
  if (code !== void 0) out += `<code>${markdown(code, max)}</code>`; else if (address !== void 0) out += `[${markdown(address, max)}](${address})`; else out += `[Help](${encodeURI(help ?? '')})`;
  end = match.index + all.length;
 }
 return out + markdown(line.slice(end), max);
}

const ADDRESSES = [ 'https://vercel.com/', 'https://www.vercel-status.com', 'https://docs.github.com/' ];

const markup_literal = text => text.replace(/[.?/]/g, '\\$&');

const CODE_OR_ADDRESS = new RegExp([ '`([^`]+)`', `((?:${ADDRESSES.map(markup_literal).join('|')})(?:[\\w/#~.-]*[\\w/#-])?)`, `Help: (${markup_literal(DOCS)}(?:#[\\w-]*)?)` ].join('|'), 'g');

function markup_link(label, url) {
 const safe = url !== void 0 && url.length <= 300 && /^https:\/\/[\w.-]+(\/[\w.%~-]*)*$/.test(url);
 return safe ? `[${label}](${url})` : label;
}

function commitLink({sha, origin}) {
 if (sha === void 0) return 'unknown';
 const {owner, name} = origin.commit;
 const host = origin.host ?? 'github.com';
 const known = [ host, owner, name ].every(part => part !== void 0 && NAME.test(part));
 const url = known && SHA.test(sha) ? `https://${host}/${owner}/${name}/commit/${sha}` : void 0;
 return markup_link(markdown(sha.slice(0, 7)), url);
}

const NAME = /^(?!\.+$)[\w.-]{1,100}$/;

const SHA = /^[0-9a-f]{7,64}$/i;

function row(...cells) {
 return `| ${cells.join(' | ')} |`;
}

function table(head, rows) {
 return [ head, head.map(() => '---'), ...rows ].map(cells => row(...cells)).join('\n');
}

function folded(title, content) {
 return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}

// src/report/title.ts
function titleOf(report) {
 if (report.kind !== 'done') return '❌ Vercel builds were not checked';
 return fails(report) ? `❌ ${failedTitle(report)}` : title_doneTitle(report);
}

function failedTitle(report) {
 const {results, selection} = report;
 const n = counter(report);
 const tried = n('failed') + n('canceled');
 if (n('failed') > 0) return `${n('failed')} of ${count(tried, 'Vercel build')} could not be canceled`;
 if (selection === 'named' && n('not-found') > 0) return `${n('not-found')} of ${count(results.length, 'Vercel deployment')} not found`;
 const over = forbidden(report).length;
 if (over > 0) return `${count(over, 'Vercel deployment')} had already finished`;
 if (n('canceled') > 0) return `${title_doneTitle(report)}, but not all could be checked`;
 return results.length === 0 ? 'Vercel builds were not checked' : 'Not all Vercel builds could be checked';
}

function title_doneTitle(report) {
 const n = counter(report);
 if (n('would-cancel') > 0) return `Dry run: would cancel ${builds(report, 'would-cancel')}`;
 if (n('canceled') > 0) return `Canceled ${builds(report, 'canceled')}`;
 if (n('already-finished') > 0) return `${count(n('already-finished'), 'Vercel deployment')} had already finished`;
 if (n('already-canceled') > 0) return `Already canceled: ${count(n('already-canceled'), 'Vercel deployment')}`;
 return `No longer there: ${count(n('not-found'), 'Vercel build')}`;
}

function counter({results}) {
 return wanted => results.filter(({outcome}) => outcome === wanted).length;
}

function builds({results}, outcome) {
 const done = results.filter(result => result.outcome === outcome);
 const superseded = done.every(({reason}) => reason === 'superseded') ? 'superseded ' : '';
 const production = done.every(({deployment}) => deployment.environment === 'production');
 return count(done.length, `${superseded}Vercel ${production ? 'production ' : ''}build`);
}

// src/report/summary.ts
const MAX_ROWS = 200;

const MAX_FOLDED_ROWS = 100;

function summaryOf(report, now) {
 if (report.kind === 'skipped') return '';
 const failures = failuresOf(report);
 const parts = [ `### ${titleOf(report)}` ];
 if (report.kind === 'failed') parts.push(...failures.map(quote)); else {
  if (failures.length === 0 && sorted(report.results).done.length === 0) return '';
  parts.push(...partsOf(report, failures, now));
 }
 return `${parts.filter(part => part !== '').join('\n\n')}\n`;
}

function partsOf(report, failures, now) {
 const groups = sorted(report.results);
 const done = byProject(groups.done);
 const near = byProject([ ...done, ...groups.kept ]);
 const kept = near.filter(({outcome}) => outcome === 'kept');
 const several = new Set(near.map(names_branchOf)).size > 1;
 return [ report.results.length === 0 ? '' : [ prose(headline(report)), replacedBy(done) ].join(' ').trim(), ...failures.map(quote), doneTable(done, {
  several,
  now
 }), chart(near, now), keptTable(`${count(kept.length, 'build')} kept`, kept, several), keptTable(`${count(groups.others.length, 'other build')} in the same projects`, groups.others, true) ];
}

function byProject(results) {
 return [ ...groupBy(results, ({deployment}) => deployment.project).values() ].flatMap(group => group.sort((a, b) => (a.deployment.createdAt ?? 0) - (b.deployment.createdAt ?? 0)));
}

function quote(message) {
 return message.split('\n').map(line => `> ${prose(line)}`).join('\n');
}

function replacingCommits(done) {
 const builds = done.map(result => result.replacedBy).filter(build => build !== void 0);
 return groupBy(builds, ({sha}) => sha ?? 'unknown');
}

function replacedBy(done) {
 const commits = [ ...replacingCommits(done).values() ];
 const [builds = []] = commits;
 const [first] = builds;
 if (first === void 0 || commits.length > 1) return '';
 const projects = [ ...groupBy(builds, ({id}) => id).values() ].flatMap(([build]) => build === void 0 ? [] : [ buildLink(build) ]);
 const shown = listed(withRest(projects.slice(0, 5), projects.length));
 return `Superseded by ${commitLink(first)} in ${shown}.`;
}

function doneTable(done, shown) {
 if (done.length === 0) return '';
 const outcomes = new Set(done.map(({outcome}) => outcome));
 const [only] = outcomes;
 const title = outcomes.size === 1 && only && TITLES[only] || 'Build';
 const arrows = replacingCommits(done).size > 1;
 const rows = done.slice(0, MAX_ROWS).map(result => {
  const by = arrows && result.replacedBy ? ` → ${commitLink(result.replacedBy)}` : '';
  const branch = shown.several ? branchLine(result) : '';
  const commit = `${commitLink(result.deployment)}${by}${branch}`;
  return [ buildLink(result.deployment), commit, stateWords(result, title === 'Build', shown.now) ];
 });
 return withMore(table([ title, 'Commit', 'State' ], rows), done.length - rows.length);
}

const TITLES = {
 canceled: 'Canceled',
 'would-cancel': 'Would cancel'
};

function keptTable(title, kept, branches) {
 if (kept.length === 0) return '';
 const rows = kept.slice(0, MAX_FOLDED_ROWS).map(result => [ buildLink(result.deployment), `${commitLink(result.deployment)}${branches ? branchLine(result) : ''}`, prose(names_wordsOf(result), 200) ]);
 return folded(title, withMore(table([ 'Kept', 'Commit', 'Reason' ], rows), kept.length - rows.length));
}

function withMore(content, rest) {
 return rest > 0 ? `${content}\n\nThe log names ${rest} more.` : content;
}

function buildLink(deployment) {
 const {project, id, url, inspectorUrl} = deployment;
 const name = project ?? (id ? clip(id, 8) : url) ?? 'unknown';
 return markup_link(markdown(name, 40), inspectorUrl);
}

function branchLine(result) {
 const branch = names_branchOf(result);
 return branch === void 0 ? '' : `<br>${markdown(branch, 40)}`;
}

function stateWords(result, withOutcome, now) {
 const {deployment, outcome} = result;
 const {environment} = deployment;
 const words = [ environment === void 0 || environment === 'preview' ? '' : environment, withOutcome ? OUTCOMES[outcome] : '', outcome === 'not-found' ? '' : stateOf(result, now) ];
 return prose(words.filter(part => part !== '').join(', '), 200);
}

const OUTCOMES = {
 canceled: 'canceled',
 'would-cancel': 'would cancel',
 'already-finished': 'already finished',
 'already-canceled': 'already canceled',
 'not-found': 'not found',
 kept: 'kept',
 failed: 'not canceled'
};

function stateOf({stateBefore, deployment, outcome}, now) {
 const {buildingAt, canceledAt, state} = deployment;
 if (outcome === 'already-canceled') return '';
 if (outcome === 'already-finished') return (state ?? '').toLowerCase();
 const before = stateBefore ?? (buildingAt === void 0 ? 'unfinished' : 'BUILDING');
 if (before !== 'BUILDING' || buildingAt === void 0) return before.toLowerCase();
 return `building for ${duration((canceledAt ?? now) - buildingAt)}`;
}

// src/report/publish.ts
function setOutputs(report, core) {
 try {
  for (const [name, value] of Object.entries(outputsOf(report))) core.setOutput(name, value);
 } catch (error) {
  core.setFailed(plain(`The outputs could not be written: ${messageOf(error)}`));
 }
}

async function publish(report, core, now) {
 const errors = [];
 const parts = [ () => writeLog(report, core), () => annotate(report, core), () => fail(report, core), () => writeSummary(report, core, now) ];
 for (const part of parts) try {
  await part();
 } catch (error) {
  errors.push(error);
 }
 if (errors.length === 0) return;
 const [first] = errors;
 try {
  core.info(plain(`This run could not be reported in full: ${messageOf(first)}`));
 } catch {}
}

function writeLog(report, core) {
 for (const part of logOf(report)) {
  if (typeof part === 'string') {
   core.info(part);
   continue;
  }
  core.startGroup(part.title);
  for (const line of part.lines) core.info(line);
  core.endGroup();
 }
}

function annotate(report, core) {
 for (const notice of noticesOf(report)) core.notice(lines(notice));
 for (const warning of warningsOf(report)) core.warning(lines(warning));
}

function fail(report, core) {
 if (!fails(report)) return;
 let failures;
 try {
  failures = failuresOf(report);
 } catch (error) {
  core.setFailed('The step failed. Its outputs say which builds were canceled.');
  throw error;
 }
 core.setFailed(failures.map(lines).join('\n'));
}

async function writeSummary(report, core, now) {
 const summary = summaryOf(report, now);
 if (summary !== '') await core.summary.addRaw(summary, true).write();
}

function lines(message) {
 return message.split('\n').map(line => plain(line, 3000)).join('\n');
}

// src/main.ts
async function run(outside) {
 const {core, clock} = outside;
 const report = await reportOf(outside);
 setOutputs(report, core);
 await publish(report, core, clock.now());
}

async function reportOf(outside) {
 const {core, env, readFile} = outside;
 let warnings = [];
 try {
  const {redact, forms} = createRedactor([ ...secretsOf(env), ...proxySecrets(env) ]);
  for (const form of forms) core.setSecret(form);
  const event = readEvent(env, readFile);
  const withheld = secretsWithheld(event);
  const inputs = readInputs({
   env,
   readFile,
   secretsWithheld: withheld
  });
  warnings = inputs.warnings;
  const {token, selection} = inputs;
  if (token === void 0) return {
   kind: 'skipped',
   why: NO_SECRETS,
   notice: true,
   warnings
  };
  return await withStep(outside, {
   ...inputs,
   token
  }, redact, step => selection.kind === 'named' ? cancelNamed(selection, inputs, step) : cancelByEvent(event, selection, inputs, step));
 } catch (error) {
  return {
   kind: 'failed',
   problems: [ messageOf(error) ],
   warnings
  };
 }
}

const NO_SECRETS = `${MESSAGES.noSecrets}: GitHub passes no secrets to runs for a fork's pull request or for Dependabot, so \`token\` is empty. Nothing is wrong. To cover these pull requests too, run this step on \`pull_request_target\` without checking out the pull request's code, or in a scheduled workflow with \`mode: sweep\`; for Dependabot, save the token as a Dependabot secret as well.`;

async function withStep(outside, inputs, redact, use) {
 const {core, env, send, clock, random} = outside;
 const deadline = startDeadline(outside, inputs.timeout);
 const isDebug = env.RUNNER_DEBUG === '1';
 const onRequest = line => isDebug ? core.debug(plain(redact(line))) : void 0;
 const shared = {
  send,
  clock,
  deadline,
  random,
  onRequest,
  redact
 };
 const {apiUrl, team, token, githubToken} = inputs;
 const onWait = message => core.info(plain(message));
 const vercel = createVercel({
  ...shared,
  apiUrl,
  team,
  token,
  onWait
 });
 const github = createGitHub({
  ...shared,
  apiUrl: env.GITHUB_API_URL || 'https://api.github.com',
  token: githubToken
 });
 try {
  return await use({
   ...outside,
   deadline,
   vercel,
   github
  });
 } finally {
  deadline.clear();
 }
}

async function cancelNamed({deployments, ifFinished}, {dryRun, warnings}, step) {
 const plan = await planNamed(deployments, dryRun, step);
 const how = createCarryOut(step, {}, progress(plan.length, step));
 const results = dryRun ? plan : await lookAgainAtTheEnd(await carryOut(plan, how), how, step);
 return {
  kind: 'done',
  selection: 'named',
  subject: '',
  projects: {
   names: [],
   source: void 0
  },
  results,
  problems: [],
  warnings,
  notices: [],
  dryRun,
  ifFinished
 };
}

async function cancelByEvent(event, selection, {dryRun, warnings, timeout}, step) {
 const found = toScope(event, selection);
 if ('skipped' in found) return {
  kind: 'skipped',
  why: found.skipped,
  notice: false,
  warnings
 };
 const resolved = await resolveBranches(found, step);
 if ('skipped' in resolved) return {
  kind: 'skipped',
  why: resolved.skipped,
  notice: false,
  warnings
 };
 const {scope, branchesAt} = resolved;
 const plan = await makePlan(scope, selection, {
  branchesAt
 }, step);
 const planned = resultsOf(plan);
 const end = step.startedAt + timeout / 2;
 const waiting = await waitingOf(plan, end, step);
 const results = dryRun ? planned.map(result => withWait(result, waiting, step)) : await carryOutInTime(plan, planned, {
  waiting,
  end
 }, step);
 return {
  kind: 'done',
  selection: scope.mode === 'sweep' || scope.mode === 'commit' ? scope.mode : 'branch',
  subject: subjectOf(scope),
  projects: plan.projects,
  results,
  problems: [ ...plan.problems, ...problemsOf(plan.facts) ],
  warnings: [ ...warnings, ...githubWarnings(results, plan.facts) ],
  notices: [],
  dryRun,
  ifFinished: 'warn'
 };
}

async function carryOutInTime(plan, planned, {waiting, end}, step) {
 const later = new Set(waiting.map(({build}) => build.id));
 const now = planned.filter(({deployment}) => !later.has(deployment.id));
 const total = now.filter(({outcome}) => outcome === 'would-cancel').length + later.size;
 const recheck = createRecheck(plan, step);
 const projects = plan.projects.ids;
 const how = createCarryOut(step, {
  recheck,
  projects
 }, progress(total, step));
 const jobs = [ carryOut(now, how) ];
 for await (const decided of decideInTime(plan, waiting, end, step)) jobs.push(carryOut(decided, how));
 const done = await lookAgainAtTheEnd((await Promise.all(jobs)).flat(), how, step);
 const byId = new Map(done.map(result => [ result.deployment.id, result ]));
 return planned.map(result => byId.get(result.deployment.id) ?? result);
}

async function lookAgainAtTheEnd(results, how, step) {
 if (how.underWay.size === 0 || step.stop.aborted) return results;
 const vercel = withDeadline(step.vercel, step.deadline.lastLook());
 return lookOnceMore(results, how, {
  ...step,
  vercel
 });
}

function withWait(result, waiting, {clock}) {
 const one = waiting.filter(({build}) => build.id === result.deployment.id);
 const [line] = waitLines(one, clock.now());
 return line === void 0 ? result : {
  ...result,
  message: line.replace('Waiting', 'Would wait')
 };
}

function subjectOf({mode, branches, fork, headRepository, repository, ownHead}) {
 if (mode === 'commit') return `of commit \`${plain(ownHead ?? '', 40).slice(0, 7)}\``;
 if (branches === 'all') return `in ${repository.owner}/${repository.name}`;
 const isFork = fork && !sameName(headRepository.owner, repository.owner);
 const owner = isFork ? `${headRepository.owner}:` : '';
 return `on ${listed(ticked(branches.map(branch => plain(`${owner}${branch}`, 200))))}`;
}

function progress(total, {core}) {
 let done = 0;
 const step = Math.max(20, Math.ceil(total / 10));
 return () => {
  done += 1;
  if (done % step === 0 && done < total) core.info(`${done} of ${count(total, 'build')} done`);
 };
}

// external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

// src/shared/clock.ts
const systemClock = {
 now: () => Date.now(),
 sleep: (ms, signal) => (0, promises_namespaceObject.setTimeout)(ms, void 0, {
  signal
 })
};

// src/index.ts
const env = {
 ...process.env
};

delete process.env.GITHUB_EVENT_PATH;

const stop = new AbortController;

for (const signal of [ 'SIGINT', 'SIGTERM' ]) process.on(signal, () => stop.abort(new Error(`${MESSAGES.stopped} (${signal})`)));

const MAX_PAYLOAD_BYTES = 33554432;

const MAX_FILE_BYTES = 1048576;

function readFile(file) {
 try {
  const isPayload = file === env.GITHUB_EVENT_PATH;
  const workspace = (0, external_node_fs_namespaceObject.realpathSync)(env.GITHUB_WORKSPACE ?? '.');
  const found = (0, external_node_fs_namespaceObject.realpathSync)(external_node_path_default().resolve(workspace, file));
  const {size} = (0, external_node_fs_namespaceObject.statSync)(found);
  if (!(0, external_node_fs_namespaceObject.statSync)(found).isFile()) return;
  if (isPayload) return size > MAX_PAYLOAD_BYTES ? void 0 : (0, external_node_fs_namespaceObject.readFileSync)(found, 'utf8');
  const isInside = found.startsWith(`${workspace}${external_node_path_default().sep}`);
  return isInside && size <= MAX_FILE_BYTES ? (0, external_node_fs_namespaceObject.readFileSync)(found, 'utf8') : void 0;
 } catch {
  return;
 }
}

process.on('beforeExit', () => {
 setFailed('The step ended before its work was done. This is a bug of the action.');
});

run({
 core: {
  debug: core_debug,
  endGroup,
  info,
  notice,
  setFailed,
  setOutput,
  setSecret: core_setSecret,
  startGroup,
  summary,
  warning
 },
 env,
 readFile,
 send: createSend(MAX_IN_FLIGHT),
 clock: systemClock,
 stop: stop.signal,
 startedAt: Date.now() - process.uptime() * 1000,
 random: Math.random
}).then(() => process.stdout.write('', () => process.exit()));
