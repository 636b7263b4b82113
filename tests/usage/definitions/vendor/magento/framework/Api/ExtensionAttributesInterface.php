<?php

declare(strict_types=1);

namespace Magento\Framework\Api;

/**
 * Parent of every generated set of extension attributes.
 *
 * @api
 */
interface ExtensionAttributesInterface
{
}
