
namespace Fmt.Graph;

/// <summary>Looks a name up: its value, or what is wrong with it.</summary>
internal delegate ExprValue NameLookup(Expr.Name name, out ExprError? error);
