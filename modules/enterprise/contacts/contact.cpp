#include "modules/enterprise/contacts/contact.h"

namespace dengyun::enterprise {
namespace {

constexpr auto fields = meta::record<Contact>(
    meta::field<&Contact::name>("name", {"姓名", "Name"},
                                {.flags = meta::required | meta::searchable | meta::sortable, .length_max = 60}),
    meta::field<&Contact::title>("title", {"职务", "Position"}, {.flags = meta::searchable, .length_max = 60}),
    meta::field<&Contact::phone>("phone", {"电话", "Phone"},
                                 {.flags = meta::searchable, .length_max = 32, .format = meta::Format::phone}),
    meta::field<&Contact::email>("email", {"电子邮箱", "E-mail"},
                                 {.flags = meta::searchable, .length_max = 100, .format = meta::Format::email}),
    meta::field<&Contact::is_primary>(
        "is_primary", {"首要联系人", "Primary contact"},
        {.flags = meta::filterable,
         .help = {"只能有一人；选定后原来的自动取消", "There is one; choosing it releases the one before"}}));

}  // namespace

constinit const meta::Entity Contact::description{
    .name = "contact", .label = {"联系人", "Contact"}, .fields = fields, .title_field = "name"};

}  // namespace dengyun::enterprise
