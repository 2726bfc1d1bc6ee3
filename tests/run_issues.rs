//! What went wrong elsewhere when bills were run: reports of users of Kill Bill, Lago and OpenMeter, each as a short story through
//! runs, posted documents and credit notes, with numbers that can be checked by hand.

mod common;

mod run_issues {
    mod killbill;
    mod lago;
    mod openmeter;
}
