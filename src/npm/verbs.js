// The verbs, one line each: the engine's function of the same name behind the one error type.
import * as engine from "./engine.js";
import { call, watched } from "./host.js";

export { ProrataError } from "./error.js";

export const price = (request) => call(engine.price, request);
export const plan = (quote, options) => call(engine.plan, quote, options);
export const accept = (quote, options) => call(engine.accept, quote, options);
export const amend = (order, amendment, options) => call(engine.amend, order, amendment, options);
export const cancel = (order, terms, options) => call(engine.cancel, order, terms, options);
export const undo = (order, id, options) => call(engine.undo, order, id, options);
export const foldBilled = (order, options) => call(engine.foldBilled, order, options);
export const orderState = (order, options) => call(engine.orderState, order, options);
export const renew = (order, terms, options) => call(engine.renew, order, terms, options);
export const renewals = (order, options) => call(engine.renewals, order, options);
export const billRun = (request, options) => watched((report) => call(engine.billRun, request, report), options?.onProgress);
export const nextDue = (order, options) => call(engine.nextDue, order, options);
export const post = (request) => call(engine.post, request);
export const credit = (request) => call(engine.credit, request);
export const debit = (request) => call(engine.debit, request);
export const cancelAndRebill = (request) => call(engine.cancelAndRebill, request);
export const writeOff = (request) => call(engine.writeOff, request);
export const verifyInvoice = (request) => call(engine.verifyInvoice, request);
export const explain = (quote, options) => call(engine.explain, quote, options);
export const verify = (request, receipt) => call(engine.verify, request, receipt);
export const periods = (request) => call(engine.periods, request);
export const measure = (request) => call(engine.measure, request);
export const rate = (request) => call(engine.rate, request);
export const allocate = (request) => call(engine.allocate, request);
export const engineInfo = () => call(engine.engineInfo);
