"""What is wrong with a file or a line, and what to do about it."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "no_such_kind": _("There is no table of “%(given)s”. Choose one of: %(known)s."),
    "columns_unknown": _(
        "This is neither XLSX nor CSV with the columns of this table. Take the template, fill it "
        "in and hand that in."
    ),
    "columns_missing": _(
        "The file has no column %(columns)s. Take the template and keep its first row; the order "
        "of the columns does not matter."
    ),
    "column_twice": _("The column “%(column)s” stands in the file twice. Leave one of them."),
    "file_without_lines": _("There is no line below the head. Fill in at least one."),
    "upload_not_here": _(
        "There is no such file of yours: it was let go, or it belongs to another organisation."
    ),
    "upload_changed": _(
        "Since you opened this page the check gives another result. Look at it again, then decide."
    ),
    "upload_has_faults": _(
        "Lines that are not right yet: %(wrong)s. Mend them in the file and hand it in again, or "
        "apply the good lines and set the others aside."
    ),
    "upload_nothing_to_apply": _(
        "There is no new good line to apply. Mend the file and hand it in again."
    ),
    "cell_empty": _("This cell is empty; fill it in."),
    "formula_without_value": _(
        "This is a formula whose value the file does not hold. Copy the cells and paste them as "
        "values."
    ),
    "words_too_long": _(
        "The text is too long (signs: %(signs)s; kept: up to %(most)s). Shorten it."
    ),
    "code_malformed": _(
        "“%(given)s” cannot be a code. Use Latin letters, digits, hyphens, dots, underlines; up to "
        "%(most)s signs."
    ),
    "number_malformed": _("“%(given)s” is not a whole number. Write figures only."),
    "number_outside": _("%(given)s is outside of what is possible: %(least)s to %(most)s."),
    "amount_malformed": _(
        "“%(given)s” is not an amount of money. Write figures only, with up to two decimals."
    ),
    "per_cent_malformed": _(
        "“%(given)s” is not a share in per cent. Write a number from 0 to 100 with one decimal at "
        "most, like 2,5."
    ),
    "day_malformed": _("“%(given)s” is not a day. Write it like 2026-12-31."),
    "not_yes_or_no": _("“%(given)s” is neither yes nor no. Write yes or no, or leave it empty."),
    "choice_unknown": _("“%(given)s” is not in the list. Permitted: %(known)s."),
    "region_unknown": _(
        "There is no region “%(given)s” in the registry. Take its code from the list of codes."
    ),
    "region_unknown_near": _(
        "There is no region “%(given)s” in the registry. Near to it: %(near)s."
    ),
    "region_several": _("“%(given)s” is the name of several regions. Give the code: %(codes)s."),
    "region_town": _(
        "“%(given)s” is a town. Give the region; the town is the capital of: %(codes)s."
    ),
    "occupation_unknown": _(
        "There is no occupation “%(given)s” in the registry. Take its code from the list of codes."
    ),
    "occupation_unknown_near": _(
        "There is no occupation “%(given)s” in the registry. Near to it: %(near)s."
    ),
    "occupation_several": _(
        "“%(given)s” is the name of several occupations. Give the code: %(codes)s."
    ),
    "project_unknown": _(
        "There is no project “%(given)s” in the register. Take its code from the list of codes, or "
        "leave the cell empty."
    ),
    "code_twice_in_file": _("The code “%(given)s” stands in this file twice. Change one of them."),
    "code_of_organisation": _(
        "The code “%(given)s” stands for %(holder)s already. Take another, or give the line the "
        "kind, region and names of that body."
    ),
    "call_of_another": _(
        "“%(given)s” is the code of a call of another firm. Take another, or leave the cell empty."
    ),
    "offer_code_taken": _("“%(given)s” is the code of another offer. Take another."),
    "organisation_stands": _("Entered already under the code %(code)s; nothing to do."),
    "organisation_named_so": _(
        "An organisation of this kind, region and name is entered already under the code %(code)s. "
        "If this is another one, tell them apart by the name."
    ),
    "line_stands": _(
        "Entered already as the line %(line)s; nothing to do. If these are further posts, give the "
        "line a reference of its own."
    ),
    "line_was_withdrawn": _(
        "This line was entered as %(line)s and withdrawn later. To ask for these posts anew, give "
        "the line another reference."
    ),
    "line_alike_in_file": _(
        "Same as line %(line)s of this file; give it a reference of its own, or take it out."
    ),
    "year_outside": _("%(year)s is not a year that is taken here. Give one of %(least)s–%(most)s."),
    "provider_not_yours": _(
        "“%(given)s” is no code of an institution for which you declare: its own, or one of your "
        "country that delivers a programme."
    ),
    "resource_stands": _("This number stands already; nothing to do."),
    "resource_twice_in_file": _(
        "Line %(line)s of this file says the same year already. Take one out."
    ),
    "count_stands": _("This count is entered already; nothing to do."),
    "count_differs": _(
        "The same source counted %(people)s people on that day already. Give the day of the newer "
        "count, or correct the number."
    ),
    "count_twice_in_file": _("The same count stands on line %(line)s of this file. Take one out."),
    "outcome_stands": _("%(person)s has the seat %(seat)s already; nothing to do."),
    "outcome_seat_unknown": _(
        "There are no seats “%(given)s” that another channel decides for your country. Take the "
        "code from the list of codes."
    ),
    "outcome_not_now": _(
        "Outcomes for %(pool)s are entered by an office of the country of the seat, after the "
        "campaign has closed and before it ends."
    ),
    "outcome_without_wish": _(
        "%(person)s has not ranked the seat %(seat)s here. Check the pseudonym and the code."
    ),
    "outcome_twice_in_file": _(
        "%(person)s stands on line %(line)s of this file already; one seat a person. Take one out."
    ),
    "offer_stands": _("Entered already as the offer %(code)s; nothing to do."),
    "offer_line_has_no_seats": _(
        "No approved plan means seats for a line “%(given)s” of your firm. Take the line from the "
        "list of codes."
    ),
    "offer_seats_not_for_line": _(
        "The seats “%(given)s” of the plan are not meant for this line. Take their number from the "
        "list of codes."
    ),
    "offer_beyond_promise": _(
        "Seats offered: %(seats)s; the plan leaves for this line: %(room)s. Lower the number."
    ),
    "answer_in_all_languages": _("An answer stands in all three languages or in none."),
    "plan_of_row_unknown": _(
        "“%(given)s” is not the plan to which this file is handed in (%(plan)s). Take the file "
        "from the page of that plan."
    ),
    "plan_not_in_work": _(
        "The plan %(plan)s is no longer in work. Take it back into work first, then hand the file "
        "in again."
    ),
    "plan_row_unknown": _(
        "The plan %(plan)s has no row with this key. Take the file from its page again and carry "
        "your numbers over."
    ),
    "plan_row_moved": _(
        "“%(given)s” does not belong to this row (%(code)s). Cells were moved; take the file "
        "again and carry your numbers over."
    ),
    "plan_row_twice": _("The same row stands on line %(line)s already. Take one of them out."),
    "plan_row_stands": _("The plan says so already (seats: %(seats)s); nothing to do."),
    "plan_row_not_changed": _(
        "Not changed in this file; the plan gives so many seats now: %(seats)s."
    ),
    "plan_row_stale": _(
        "The plan has changed since this file was made: seats then %(before)s, now %(seats)s. "
        "Take the file again and carry your number over."
    ),
    "plan_row_fixed_since": _(
        "What an office has fixed here has changed since this file was made: then %(before)s, now "
        "%(seats)s. Take the file again and carry your number over."
    ),
    "plan_row_without_fund": _(
        "Name the fund that pays; a number without a fund can only be fixed, with a reason."
    ),
}
