#pragma once
// What others derive from a description: the JSON Schema of OpenAPI 3.1, and the metadata of forms and lists.
#include <boost/json/object.hpp>

#include "kernel/meta/json.h"

namespace dengyun::meta {

// The schema of what is answered (`stored`), or of what is accepted on creation or change. Nested structures and
// enumerations are "$ref"s into #/components/schemas; `collect` receives each once, under its name.
class SchemaCollector {
  public:
    [[nodiscard]] boost::json::object schema_of(const Entity& entity, Mode mode);
    // A reference to the schema, which is collected under its component name.
    [[nodiscard]] boost::json::object reference_to(const Entity& entity, Mode mode);
    [[nodiscard]] boost::json::object value_schema(const Field& field, Mode mode);
    [[nodiscard]] const boost::json::object& components() const { return components_; }

  private:
    boost::json::object components_;
};

// "WorkOrder", "WorkOrderCreate", "WorkOrderChange".
[[nodiscard]] std::string component_name(const Entity& entity, Mode mode);

// {"name","label":{"zh","en"},"title_field","fields":[{"name","label","type","format","required","read_only",…}]}
[[nodiscard]] boost::json::object form_metadata(const Entity& entity);

}  // namespace dengyun::meta
