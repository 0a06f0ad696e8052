// What a script adds to pages that work without one: a menu that folds away on a telephone, counted characters, tabs.

import { CharacterCount, ErrorSummary, ServiceNavigation, Tabs, createAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [ServiceNavigation, ErrorSummary, CharacterCount, Tabs]) createAll(component);
