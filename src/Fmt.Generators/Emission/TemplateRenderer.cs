using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO;
using System.Text;
using Scriban;
using Scriban.Runtime;

namespace Fmt.Generators;

/// <summary>Renders the embedded templates; each is parsed once per process.</summary>
internal static class TemplateRenderer
{
    private static readonly ConcurrentDictionary<string, Template> Templates = new();

    public static string Render(string name, ScriptObject view)
    {
        var template = Templates.GetOrAdd(name, Load);
        // Strict, so that a misspelt member fails a test and is not simply missing; no limit on loops and text: networks have more than 1,000 layers, and Scriban would cut off what is longer than 1 MiB.
        var context = new TemplateContext { StrictVariables = true, LoopLimit = 0, LimitToString = 0, NewLine = "\n" };
        context.PushCulture(CultureInfo.InvariantCulture);
        context.PushGlobal(view);
        return template.Render(context).Replace("\r\n", "\n");
    }

    private static Template Load(string name)
    {
        var resource = "Fmt.Templates." + name + ".scriban";
        using var stream = typeof(TemplateRenderer).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException("No template " + resource);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var template = Template.Parse(reader.ReadToEnd().Replace("\r\n", "\n"), name);
        return template.HasErrors ? throw new InvalidOperationException(template.Messages.ToString()) : template;
    }
}
