from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "not_allowed": _(
        "Your account may not do this here. Act for another organisation if you do so for several, "
        "or ask the office that keeps your account."
    ),
    "wrong_state": _(
        "This cannot be done now: %(subject)s is in the state “%(state)s”, and “%(act)s” needs "
        "another one. Open the page again to see what can be done."
    ),
    "changed_meanwhile": _(
        "This has changed since you opened it (%(subject)s). Open the page again and repeat."
    ),
    "job_waits_already": _(
        "This is being worked on already. Look at how far it is, and decide when it has ended."
    ),
    "fact_is_not_a_code": _(
        "The log takes ids, codes and numbers only; “%(key)s” is something else. Put free words "
        "into the reason."
    ),
    "installed_already": _(
        "This database is already in use (kind: %(kind)s). Choose another with --database, or "
        "remove the file to start anew."
    ),
    "missing_reason": _("Give a reason: it is kept with the act (%(act)s)."),
    "file_empty": _(
        "The file is empty. Take the template, fill in at least one line below the head and hand "
        "it in again."
    ),
    "file_too_large": _(
        "The file has %(size)s MB; up to %(most)s MB are taken. Divide it into several files."
    ),
    "file_too_many_lines": _(
        "The file has more than %(most)s lines. Divide it into several files."
    ),
    "file_too_wide": _(
        "Line %(line)s has more than %(most)s columns. Take the template and copy only its columns."
    ),
    "file_cell_too_long": _(
        "In line %(line)s a cell is longer than %(most)s signs. Shorten it, or look for a "
        "quotation mark that is never closed."
    ),
    "file_quote_open": _(
        "From line %(line)s on the file cannot be read: a quotation mark is opened and not closed "
        "properly. Save the file anew as XLSX or CSV."
    ),
    "file_encoding_unknown": _(
        "The letters of the file cannot be read. Save it as XLSX or as “CSV UTF-8”."
    ),
    "file_not_a_table": _(
        "This is neither XLSX nor CSV. Save the table as XLSX, or as CSV with semicolons, commas "
        "or tabs."
    ),
    "file_not_a_workbook": _(
        "This is a packed file, but not an XLSX workbook. Open it in your spreadsheet and save it "
        "as XLSX."
    ),
    "file_old_or_locked": _(
        "This is a workbook of the old kind (XLS), or one with a password. Save it as XLSX without "
        "a password."
    ),
    "file_grows": _(
        "Unpacked, the file is larger than %(most)s MB. Copy the lines into the template and hand "
        "that in."
    ),
}
