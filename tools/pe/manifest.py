"""The manifest: what a program tells Windows about itself before it runs.

https://learn.microsoft.com/windows/win32/sbscs/application-manifests
"""

from __future__ import annotations

from tools.common.errors import ToolError
from tools.pe.resources import RT_MANIFEST, Resource

_NUMBER = 1
"""CREATEPROCESS_MANIFEST_RESOURCE_ID: the manifest of a program."""

DEFAULT_MANIFEST = b"""\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3">
    <security>
      <requestedPrivileges>
        <requestedExecutionLevel level="asInvoker" uiAccess="false"/>
      </requestedPrivileges>
    </security>
  </trustInfo>
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1">
    <application>
      <!-- Windows Vista, 7, 8, 8.1, 10 and later -->
      <supportedOS Id="{e2011457-1546-43c5-a5fe-008deee3d3f0}"/>
      <supportedOS Id="{35138b9a-5d96-4fbd-8e2d-a2440225f93a}"/>
      <supportedOS Id="{4a2f28e3-53b9-4441-ba9c-d69d4a4a6e38}"/>
      <supportedOS Id="{1f676c76-80e1-4239-95bb-83d0f6d0da78}"/>
      <supportedOS Id="{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"/>
    </application>
  </compatibility>
  <application xmlns="urn:schemas-microsoft-com:asm.v3">
    <windowsSettings>
      <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">\
true</longPathAware>
    </windowsSettings>
  </application>
  <dependency>
    <dependentAssembly>
      <assemblyIdentity type="win32" name="Microsoft.Windows.Common-Controls" version="6.0.0.0"
          processorArchitecture="*" publicKeyToken="6595b64144ccf1df" language="*"/>
    </dependentAssembly>
  </dependency>
</assembly>
"""
"""What `python.exe` has (PC/python.manifest): the rights of the user, the true version of Windows
from `sys.getwindowsversion()`, paths of more than 260 characters, today's look of windows."""


def manifest_resource(content: bytes = DEFAULT_MANIFEST) -> Resource:
    """Returns the resource of a manifest.

    Raises:
        ToolError: the content is no manifest.
    """
    if b"<assembly" not in content:
        raise ToolError("not a manifest in UTF-8: it has no element <assembly>")
    return Resource(RT_MANIFEST, _NUMBER, content)
